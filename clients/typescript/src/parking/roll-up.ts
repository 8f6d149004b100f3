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

/** The spots of the levels together, by the gateway's own rule: all levels count, and what is available is what the sums leave. */
export function sumOfSpots(levels: readonly Pick<LevelStatus, 'spots'>[]): Spots {
  let total = 0;
  let occupied = 0;
  for (const { spots } of levels) {
    total += spots.total;
    occupied += spots.occupied;
  }
  return { total, occupied, available: Math.max(0, total - occupied) };
}
