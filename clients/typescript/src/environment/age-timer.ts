import { RestartableTimer } from './restartable-timer.ts';
import type { Environment } from './environment.ts';

/** One more millisecond, so that "over a second" holds when the timer fires. */
const justOver = 1;

/** Calls back once a second while the shown data is older than one second, so never while updates arrive faster. */
export class AgeTimer {
  readonly #timer: RestartableTimer;
  readonly #age: () => number;
  readonly #onTick: () => void;

  /**
   * @param age Age of the shown data in milliseconds; Infinity when nothing is shown.
   * @param onTick Called once for each whole second of age.
   */
  constructor(environment: Environment, age: () => number, onTick: () => void) {
    this.#timer = new RestartableTimer(environment);
    this.#age = age;
    this.#onTick = onTick;
  }

  /** Begins. */
  start(): void {
    if (!this.#timer.isSet) this.#schedule();
  }

  /** Ends. */
  stop(): void {
    this.#timer.stop();
  }

  #schedule(): void {
    const age = this.#age();
    const next = Number.isFinite(age) ? 1000 - (age % 1000) + justOver : 1000;
    this.#timer.set(next, () => {
      this.#schedule();
      if (this.#age() > 1000) this.#onTick();
    });
  }
}
