import type { CameraStatus, LevelStatus, LocationStatus } from '../../src/wire.ts';

/** A level of the garage with what a test cares about. */
export function level(with_: Partial<Omit<LevelStatus, 'spots'>> & { total?: number; occupied?: number }): LevelStatus {
  const { total = 100, occupied = 0, ...rest } = with_;
  return {
    locationId: 'garage',
    levelId: 'p1',
    name: 'P1',
    spots: { total, occupied, available: Math.max(0, total - occupied) },
    status: 'open',
    stale: false,
    version: 1,
    updatedAt: '2026-11-22T10:00:00.25Z',
    ...rest,
  };
}

/** The garage with what a test cares about. */
export function location(with_: Partial<LocationStatus>): LocationStatus {
  return {
    id: 'garage',
    name: 'Garage',
    status: 'open',
    spots: { total: 0, occupied: 0, available: 0 },
    levels: [],
    cameras: [],
    version: 1,
    updatedAt: '2026-11-22T10:00:00Z',
    ...with_,
  };
}

/** A camera of the garage with what a test cares about. */
export function camera(with_: Partial<CameraStatus>): CameraStatus {
  return { id: 'gate', locationId: 'garage', name: 'Gate', state: 'live', since: '2026-11-22T10:00:00Z', ...with_ };
}
