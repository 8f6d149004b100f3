/** Readings, and the sensors that send them. */

import type { LevelStatus } from './parking.ts';

/**
 * One statement of a sensor. `count` belongs to `entry` and `exit` (1 when absent), `occupied` as a number to `count` and as
 * true or false to `spot`, with `spotId` and `spotType`; `battery` (percent) to any kind.
 */
export interface Reading {
  readonly id: string;
  readonly sensorId: string;
  readonly at: string;
  readonly kind: 'entry' | 'exit' | 'count' | 'spot' | 'heartbeat';
  readonly count?: number;
  readonly occupied?: number | boolean;
  readonly spotId?: string;
  readonly spotType?: string;
  readonly battery?: number;
}

/** The outcome of one reading. */
export interface ReadingResult {
  readonly id: string;
  readonly outcome: 'accepted' | 'duplicate' | 'late' | 'rejected';
  readonly reason?: string;
}

/** The answer to a batch of readings, with the level's stored status after it. */
export interface ReadingsAnswer {
  readonly results: readonly ReadingResult[];
  readonly status: LevelStatus;
}

/** The operator's details of a level's number. */
export interface LevelSensors {
  readonly locationId: string;
  readonly levelId: string;
  readonly counting: 'gates' | 'spots' | 'count';
  /** Seconds without a sign after which a sensor counts as silent. */
  readonly silentAfter: number;
  readonly sensors: readonly SensorStatus[];
  /** Newest first. */
  readonly anomalies: readonly LevelAnomaly[];
  readonly disagreement?: CountDisagreement;
}

/** The health of a sensor. */
export type SensorHealth = 'ok' | 'silent' | 'failing';

/** One sensor of a level. */
export interface SensorStatus {
  readonly id: string;
  readonly health: SensorHealth;
  readonly reason?: string;
  readonly lastSeen: string;
  readonly lastReadingAt?: string;
  /** Seconds by which its clock is ahead. */
  readonly clockOffset?: number;
  /** Percent. */
  readonly battery?: number;
  readonly readingsPerHour: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly late: number;
  readonly rejected: number;
}

/** One sensor of a level and the last results of its readings. */
export interface SensorReport {
  readonly locationId: string;
  readonly levelId: string;
  readonly sensor: SensorStatus;
  /** Newest first; at most 100. */
  readonly results: readonly SensorResult[];
}

/** The result of a reading of a sensor. */
export interface SensorResult {
  readonly id?: string;
  readonly outcome: ReadingResult['outcome'];
  /** Why it was rejected or too late, for people. */
  readonly reason?: string;
  /** When it was judged, by the clock of the server. */
  readonly receivedAt: string;
  /** When it happened, by the clock of the sensor. */
  readonly at?: string;
}

/** An inconsistency. */
export type AnomalyKind = 'belowZero' | 'aboveCapacity' | 'clockAhead' | 'rejected' | 'repeated' | 'silent' | 'tooManySensors';

/** Something that does not fit, once or several times in a row. */
export interface LevelAnomaly {
  readonly kind: AnomalyKind;
  readonly firstAt: string;
  readonly at: string;
  readonly times: number;
  readonly sensorId?: string;
  readonly occupied?: number;
  readonly total?: number;
  readonly detail: string;
}

/** Two ways of counting one level, side by side; `difference` is gates less spots. */
export interface CountDisagreement {
  readonly gates: number;
  readonly spots: number;
  readonly difference: number;
}
