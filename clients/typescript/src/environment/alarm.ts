import type { Environment, Timer } from './environment.ts';

/** One timer that can be set, reset and stopped. */
export class Alarm {
  readonly #environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>;
  #timer: Timer | undefined;

  constructor(environment: Pick<Environment, 'setTimeout' | 'clearTimeout'>) {
    this.#environment = environment;
  }

  /** Whether it is set and has not gone off. */
  get isSet(): boolean {
    return this.#timer !== undefined;
  }

  /** Fires once, after so many milliseconds; an earlier setting is cancelled. */
  set(milliseconds: number, run: () => void): void {
    this.stop();
    this.#timer = this.#environment.setTimeout(() => {
      this.#timer = undefined;
      run();
    }, milliseconds);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#environment.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
