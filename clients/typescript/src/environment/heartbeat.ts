import { Alarm } from './alarm.ts';
import type { Environment } from './environment.ts';
import { millisecondsBetween, momentOf, type Moment } from './moment.ts';

const period = 1000;

/** A tick that is so much too late means that no timer ran in between, milliseconds: the app slept. */
const lateBy = 2000;

/**
 * Something that arrives after nothing ran for so long may have lain in a buffer, milliseconds. More than the time between two pings: browsers
 * let the timers of a hidden page run once a minute, and then only what arrives shows that it is awake.
 */
const quietFor = 5000;

/** Beats once a second while it runs, and notices when the app was frozen. */
export class Heartbeat {
  readonly #environment: Environment;
  readonly #beat: () => void;
  readonly #woke: (frozenFor: number) => void;
  readonly #alarm: Alarm;
  /** When anything ran last. */
  #ranAt: Moment;

  /** @param woke Called with how long nothing ran, milliseconds. */
  constructor(environment: Environment, beat: () => void, woke: (frozenFor: number) => void) {
    this.#environment = environment;
    this.#beat = beat;
    this.#woke = woke;
    this.#alarm = new Alarm(environment);
    this.#ranAt = momentOf(environment);
  }

  start(): void {
    if (this.#alarm.isSet) return;
    this.#ranAt = momentOf(this.#environment);
    this.#plan();
  }

  stop(): void {
    this.#alarm.stop();
  }

  /** Something arrives; to be called before it is believed. */
  arriving(): void {
    if (this.#alarm.isSet) this.#look(quietFor);
  }

  /** Somebody says that the app woke. Answers whether nothing ran for a while. */
  look(): boolean {
    return this.#alarm.isSet && this.#look(period + lateBy);
  }

  #look(limit: number): boolean {
    const now = momentOf(this.#environment);
    const quiet = millisecondsBetween(this.#ranAt, now);
    this.#ranAt = now;
    if (quiet < limit) return false;
    this.#woke(quiet);
    return true;
  }

  #plan(): void {
    this.#alarm.set(period, () => {
      this.#plan();
      this.#look(period + lateBy);
      this.#beat();
    });
  }
}
