import { RestartableTimer } from './restartable-timer.ts';
import type { Environment } from './environment.ts';
import { millisecondsBetween, momentOf, type Moment } from './moment.ts';

const period = 1000;

/** A beat that is late by this much means that no timer ran in between, milliseconds: the app slept. */
const lateByMs = 2000;

/**
 * Data that arrives after nothing ran for so long may have lain in a buffer, milliseconds. More than the time between two pings: browsers
 * let the timers of a hidden page run once a minute, and then only what arrives shows that it is awake.
 */
const quietForMs = 5000;

/** Beats once a second while it runs, and notices when the app was frozen. */
export class Heartbeat {
  readonly #environment: Environment;
  readonly #onBeat: () => void;
  readonly #onWake: (frozenFor: number) => void;
  readonly #timer: RestartableTimer;
  /** When any code of the client last ran. */
  #ranAt: Moment;

  /** @param onWake Called with how long nothing ran, milliseconds. */
  constructor(environment: Environment, onBeat: () => void, onWake: (frozenFor: number) => void) {
    this.#environment = environment;
    this.#onBeat = onBeat;
    this.#onWake = onWake;
    this.#timer = new RestartableTimer(environment);
    this.#ranAt = momentOf(environment);
  }

  start(): void {
    if (this.#timer.isSet) return;
    this.#ranAt = momentOf(this.#environment);
    this.#schedule();
  }

  stop(): void {
    this.#timer.stop();
  }

  /** Data arrives. To be called before it counts as a sign that the connection is alive. */
  received(): void {
    if (this.#timer.isSet) this.#checkGap(quietForMs);
  }

  /** The device reports that the app woke. Returns whether nothing ran for a while. */
  checkForGap(): boolean {
    return this.#timer.isSet && this.#checkGap(period + lateByMs);
  }

  #checkGap(limit: number): boolean {
    const now = momentOf(this.#environment);
    const quiet = millisecondsBetween(this.#ranAt, now);
    this.#ranAt = now;
    if (quiet < limit) return false;
    this.#onWake(quiet);
    return true;
  }

  #schedule(): void {
    this.#timer.set(period, () => {
      this.#schedule();
      this.#checkGap(period + lateByMs);
      this.#onBeat();
    });
  }
}
