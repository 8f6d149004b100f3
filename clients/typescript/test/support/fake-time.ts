import type { Environment, Timer } from '../../src/environment/environment.ts';

interface Planned {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** So many turns of promises run after each timer: more than any chain of them in the client is long. */
const turns = 60;

/** Time that a test moves: timers run in their order, and all promises between them. */
export class FakeTime {
  #monotonic = 1000;
  #wall = Date.parse('2026-11-29T08:00:00Z');
  #order = 0;
  readonly #planned = new Set<Planned>();
  /** The value that `random` returns. */
  luck = 0.5;

  /** The parts of an environment that are time and luck. */
  get environment(): Pick<Environment, 'now' | 'monotonic' | 'random' | 'setTimeout' | 'clearTimeout'> {
    return {
      now: () => this.#wall,
      monotonic: () => this.#monotonic,
      random: () => this.luck,
      setTimeout: (run, milliseconds) => {
        this.#order += 1;
        const planned = { at: this.#monotonic + milliseconds, order: this.#order, run };
        this.#planned.add(planned);
        return planned;
      },
      clearTimeout: (timer: Timer) => void this.#planned.delete(timer as Planned),
    };
  }

  /** Unix milliseconds. */
  get now(): number {
    return this.#wall;
  }

  get monotonic(): number {
    return this.#monotonic;
  }

  /** Lets time pass. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#monotonic + milliseconds;
    await settle();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.at > end) break;
      this.#moveTo(next.at);
      this.#planned.delete(next);
      next.run();
      await settle();
    }
    this.#moveTo(end);
    await settle();
  }

  /** Time passes and nothing runs, as in an app that the system froze. Overdue timers then run with the next `pass`. */
  freeze(milliseconds: number): void {
    this.#moveTo(this.#monotonic + milliseconds);
  }

  /** The device sleeps: its monotonic clock stops during the sleep. */
  sleep(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  #moveTo(monotonic: number): void {
    if (monotonic <= this.#monotonic) return;
    this.#wall += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }

  #next(): Planned | undefined {
    let next: Planned | undefined;
    for (const planned of this.#planned)
      if (next === undefined || planned.at < next.at || (planned.at === next.at && planned.order < next.order)) next = planned;
    return next;
  }
}

/** Runs all promises that can be resolved. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await undefined;
}
