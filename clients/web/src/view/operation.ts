import type { Correction, LevelSensors, LevelStatus } from '@live-parking/client';

/** The details of a level's number, for an operator. */
export interface Inspection {
  readonly sensors: LevelSensors;
  /** Newest first. */
  readonly corrections: readonly Correction[];
}

/** Takes back what was done. Rejects with an error whose message is for the operator; may be tried again then. */
export type Undo = () => Promise<void>;

/** The actions of an operator on a level. Each rejects with an error whose message is for the operator. */
export interface Operation {
  /** Reports a car that came or left. */
  readonly report: (level: LevelStatus, kind: 'entry' | 'exit') => Promise<Undo>;
  /** Sets the true number. */
  readonly correct: (level: LevelStatus, occupied: number, reason: string) => Promise<void>;
  /** The sensors' state, without the corrections. */
  readonly sensors: (level: LevelStatus) => Promise<LevelSensors>;
  /** Looks behind the number. */
  readonly inspect: (level: LevelStatus) => Promise<Inspection>;
}
