import { Alarm } from './alarm.ts';
import type { Environment } from './environment.ts';

/** One more millisecond, so that "over a second" holds when the timer fires. */
const justOver = 1;

/** Calls once a second while what is shown is over a second old. It never fires while news comes more often than that. */
export class AgeTimer {
  readonly #alarm: Alarm;
  readonly #age: () => number;
  readonly #call: () => void;

  /**
   * @param age How old what is shown is, milliseconds; infinite while nothing is.
   * @param call Called once for each whole second of age.
   */
  constructor(environment: Environment, age: () => number, call: () => void) {
    this.#alarm = new Alarm(environment);
    this.#age = age;
    this.#call = call;
  }

  /** Begins. */
  start(): void {
    if (!this.#alarm.isSet) this.#plan();
  }

  /** Ends. */
  stop(): void {
    this.#alarm.stop();
  }

  #plan(): void {
    const age = this.#age();
    const next = Number.isFinite(age) ? 1000 - (age % 1000) + justOver : 1000;
    this.#alarm.set(next, () => {
      this.#plan();
      if (this.#age() > 1000) this.#call();
    });
  }
}
