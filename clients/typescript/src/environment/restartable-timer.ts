import type { Environment, Timer } from './environment.ts';

/** A timer for one call, which can be set again and stopped. */
export class RestartableTimer {
  readonly #environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>;
  #timer: Timer | undefined;

  constructor(environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>) {
    this.#environment = environment;
  }

  /** Whether a call is pending. */
  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** Calls once, after so many milliseconds; a pending call is cancelled. */
  set(milliseconds: number, run: () => void): void {
    this.stop();
    this.#timer = this.#environment.setTimeout(() => {
      this.#timer = undefined;
      run();
    }, milliseconds);
  }

  /** Cancels a pending call. */
  stop(): void {
    if (this.#timer !== undefined) this.#environment.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
