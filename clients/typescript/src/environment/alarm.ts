import type { Environment, Timer } from './environment.ts';

/** One timer that can be set, set anew and stopped. */
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

  /** Goes off once, after so many milliseconds; what was set before does not. */
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
