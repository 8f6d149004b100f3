import type { LevelStatus, OccupancyStatus, Spots } from '../wire.ts';

/**
 * A location in one word, by the gateway's own rule: open while any level is; else almost full while any is; full when
 * those that are known are; closed when all are; unknown when nothing is known.
 */
export function rollUpStatus(levels: readonly Pick<LevelStatus, 'status'>[]): OccupancyStatus {
  const ranked = (['open', 'almostFull', 'full'] as const).find(status => levels.some(level => level.status === status));
  if (ranked !== undefined) return ranked;
  return levels.length > 0 && levels.every(level => level.status === 'closed') ? 'closed' : 'unknown';
}

/**
 * The spots of the levels together that a driver can count on: not those of a closed level, nor of one of which nothing is known, unless
 * there are no others. A level with more cars than spots takes nothing away from what is free on another.
 */
export function sumOfSpots(levels: readonly Pick<LevelStatus, 'spots' | 'status'>[]): Spots {
  const usable = levels.filter(level => level.status !== 'closed' && level.status !== 'unknown');
  const sum = { total: 0, occupied: 0, available: 0 };
  for (const { spots } of usable.length > 0 ? usable : levels) {
    sum.total += spots.total;
    sum.occupied += spots.occupied;
    sum.available += spots.available;
  }
  return sum;
}
