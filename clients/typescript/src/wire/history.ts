/** Corrections and past numbers of a level. */

import type { LevelStatus } from './parking.ts';

/** One correction as the ledger keeps it. */
export interface Correction {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly before?: number;
  readonly after: number;
  readonly day: string;
  readonly drift: readonly GateDrift[];
}

/** The part of a drift that is put down to one gate. */
export interface GateDrift {
  readonly sensorId?: string;
  readonly entries: number;
  readonly exits: number;
  readonly drift: number;
}

/** The answer of `GET …/history`: the past occupancy of a level. Buckets without data are left out. */
export interface OccupancyHistory {
  readonly locationId: string;
  readonly levelId: string;
  readonly from: string;
  readonly to: string;
  /** The length of a bucket, such as `5m`. */
  readonly step: string;
  readonly buckets: readonly OccupancyBucket[];
  /** The type of the spots; absent for all spots of the level. */
  readonly spotType?: string;
}

/** Spots taken during a bucket of time. */
export interface OccupancyBucket {
  /** Its start. */
  readonly at: string;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly total: number;
}

/** The result of a correction. */
export interface CorrectionAnswer {
  readonly correction: Correction;
  readonly status: LevelStatus;
}
