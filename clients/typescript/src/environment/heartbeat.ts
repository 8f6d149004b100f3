import type { Environment, Timer } from './environment.ts';
import { millisecondsBetween, momentOf, type Moment } from './moment.ts';

const period = 1000;

/** A beat that comes so much too late means that nothing ran meanwhile, milliseconds: the app slept. */
const frozenAfter = 2000;

/** Beats once a second while it runs, and notices when the app was frozen. */
export class Heartbeat {
  readonly #environment: Environment;
  readonly #beat: () => void;
  readonly #woke: (frozenFor: number) => void;
  #timer: Timer | undefined;
  #lastBeat: Moment;

  /** @param woke Called with how long nothing ran, milliseconds. */
  constructor(environment: Environment, beat: () => void, woke: (frozenFor: number) => void) {
    this.#environment = environment;
    this.#beat = beat;
    this.#woke = woke;
    this.#lastBeat = momentOf(environment);
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#lastBeat = momentOf(this.#environment);
    this.#plan();
  }

  stop(): void {
    if (this.#timer !== undefined) this.#environment.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks whether nothing ran for a while; to be called before whatever arrives is believed. */
  look(): void {
    if (this.#timer === undefined) return;
    const now = momentOf(this.#environment);
    const frozenFor = millisecondsBetween(this.#lastBeat, now) - period;
    if (frozenFor < frozenAfter) return;
    this.#lastBeat = now;
    this.#woke(frozenFor);
  }

  #plan(): void {
    this.#timer = this.#environment.setTimeout(() => {
      this.look();
      this.#lastBeat = momentOf(this.#environment);
      this.#plan();
      this.#beat();
    }, period);
  }
}
