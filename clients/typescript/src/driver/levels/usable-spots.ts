import type { LevelStatus, LocationStatus, Spots } from '../../wire.ts';

/**
 * The spots of the levels together that a driver can count on: not those of a closed level, nor of one of which nothing is known, unless
 * there are no others. A level with more cars than spots takes nothing away from what is free on another.
 */
export function usableSpots(levels: readonly Pick<LevelStatus, 'spots' | 'status'>[]): Spots {
  const usable = levels.filter(level => level.status !== 'closed' && level.status !== 'unknown');
  const sum = { total: 0, occupied: 0, available: 0 };
  for (const { spots } of usable.length > 0 ? usable : levels) {
    sum.total += spots.total;
    sum.occupied += spots.occupied;
    sum.available += spots.available;
  }
  return sum;
}

/** A location with the spots that a driver can count on. */
export function forDrivers<T extends LocationStatus>(location: T): T {
  return { ...location, spots: usableSpots(location.levels) };
}
