/** How the connection looks to a person. */
export type LinkHealth = 'live' | 'connecting' | 'lost';

/** A connection that is away for a shorter time is not worth a person's attention, milliseconds. */
const grace = 1500;

/**
 * What to show of a connection.
 * @param notConnectedSince Since when it is away (monotonic milliseconds); nothing while it stands.
 * @param now Monotonic milliseconds.
 */
export function linkHealth(notConnectedSince: number | undefined, now: number): LinkHealth {
  if (notConnectedSince === undefined) return 'live';
  return now - notConnectedSince < grace ? 'connecting' : 'lost';
}
