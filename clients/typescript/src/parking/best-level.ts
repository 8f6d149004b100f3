import type { LevelStatus } from '../wire.ts';

type Advised = Pick<LevelStatus, 'status' | 'stale' | 'spots' | 'byType'>;

/**
 * The level that a driver should go to now, by the gateway's own rule: open ones go before almost full ones, fresh numbers before
 * stale ones, then the most free spots win, and of equals the first. Nothing when no level is known to have a free spot.
 * @param type The type of spot that the driver needs, such as `disabled`, `ev` or `family`; without one any spot counts.
 */
export function bestLevel<L extends Advised>(levels: readonly L[], type?: string): L | undefined {
  return levels
    .map(level => ({ level, free: freeSpots(level, type) ?? 0 }))
    .filter(({ level: { status }, free }) => (status === 'open' || status === 'almostFull') && free > 0)
    .sort((one, other) => rank(one.level) - rank(other.level) || other.free - one.free)[0]?.level;
}

/** The free spots of a type on a level, never more than the level has in all; undefined where the level does not count that type. */
export function freeSpots({ spots, byType }: Pick<LevelStatus, 'spots' | 'byType'>, type?: string): number | undefined {
  if (type === undefined) return spots.available;
  const ofType = byType?.[type];
  return ofType === undefined ? undefined : Math.min(ofType.available, spots.available);
}

function rank({ status, stale }: Pick<LevelStatus, 'status' | 'stale'>): number {
  return (status === 'open' ? 0 : 2) + (stale ? 1 : 0);
}
