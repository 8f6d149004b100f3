/** How the connection looks to a person. */
export type LinkHealth = 'live' | 'connecting' | 'lost';

/** A connection that is away for a shorter time is not worth a person's attention, milliseconds. */
const grace = 1500;

/** A first attempt that is still under way may take this long: on a slow phone it has the page itself beside it. */
const firstGrace = 10_000;

/**
 * What to show of a connection.
 * @param notConnectedSince Since when it is away (monotonic milliseconds); nothing while it stands.
 * @param isFirst Whether the very first attempt is still under way: it has neither come up nor failed.
 * @param now Monotonic milliseconds.
 */
export function linkHealth(notConnectedSince: number | undefined, isFirst: boolean, now: number): LinkHealth {
  if (notConnectedSince === undefined) return 'live';
  return now - notConnectedSince < (isFirst ? firstGrace : grace) ? 'connecting' : 'lost';
}
