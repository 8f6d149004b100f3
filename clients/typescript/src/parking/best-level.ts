import type { LevelStatus } from '../wire.ts';

/**
 * The level that a driver should go to now, by the gateway's own rule: open ones go before almost full ones, fresh numbers before
 * stale ones, then the most free spots win, and of equals the first. Nothing when no level is known to have a free spot.
 */
export function bestLevel<L extends Pick<LevelStatus, 'status' | 'stale' | 'spots'>>(levels: readonly L[]): L | undefined {
  return levels
    .filter(({ status, spots }) => (status === 'open' || status === 'almostFull') && spots.available > 0)
    .sort((one, other) => rank(one) - rank(other) || other.spots.available - one.spots.available)[0];
}

function rank({ status, stale }: Pick<LevelStatus, 'status' | 'stale'>): number {
  return (status === 'open' ? 0 : 2) + (stale ? 1 : 0);
}
