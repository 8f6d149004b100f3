import type { OccupancyStatus, Spots } from '../../wire.ts';

/** The taken share, 0 to 1, computed from the free spots shown beside it: excess cars on one level do not reduce another level. */
export function takenShare(status: OccupancyStatus, { total, available }: Spots): number {
  return status === 'unknown' || total <= 0 ? 0 : Math.min(1, Math.max(0, (total - available) / total));
}
