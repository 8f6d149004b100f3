/** The connection state as a person sees it. */
export type LinkHealth = 'live' | 'connecting' | 'lost';

/** A connection that is away for a shorter time is not worth a person's attention, milliseconds. */
const grace = 1500;

/** A first attempt may take this long: on a slow phone the page itself loads at the same time. */
const firstGrace = 10_000;

/**
 * Decides what to show of a connection.
 * @param notConnectedSince Since when it is disconnected (monotonic milliseconds); undefined while it is connected.
 * @param isFirst Whether the very first attempt is still running: it has neither succeeded nor failed.
 * @param now Monotonic milliseconds.
 */
export function linkHealth(notConnectedSince: number | undefined, isFirst: boolean, now: number): LinkHealth {
  if (notConnectedSince === undefined) return 'live';
  return now - notConnectedSince < (isFirst ? firstGrace : grace) ? 'connecting' : 'lost';
}
