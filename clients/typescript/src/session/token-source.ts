import type { ServerClock } from '../clock/server-clock.ts';
import { RestartableTimer } from '../environment/restartable-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { Listeners } from '../listeners.ts';
import { readExpiry } from './claims.ts';

/** A token, or a function that is asked for one whenever one is needed. Without one the client sees what is public. */
export type TokenOption = string | (() => string | undefined | Promise<string | undefined>) | undefined;

/** A token is renewed this long before it ends, milliseconds, or in the last fifth of its life when that is shorter. */
const longestLead = 60_000;
const leadShare = 0.2;

/** A provider that has no newer token, or fails, is asked again after this long, milliseconds. */
const askAgainAfter = 5000;

/** Longest time that a timer of every engine can wait, milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Holds the token. The provider is called when the first token is needed, before one ends, after the gateway refused one, and when the app reports
 * a new one. Concurrent callers share one call.
 */
export class TokenSource {
  readonly #environment: Environment;
  readonly #clock: ServerClock;
  readonly #provide: () => string | undefined | Promise<string | undefined>;
  readonly #renewed = new Listeners();
  readonly #timer: RestartableTimer;
  #pending: Promise<string | undefined> | undefined;
  #token: string | undefined;
  #isKnown = false;

  constructor(environment: Environment, clock: ServerClock, option: TokenOption) {
    this.#environment = environment;
    this.#clock = clock;
    this.#timer = new RestartableTimer(environment);
    this.#provide = typeof option === 'function' ? option : () => option;
  }

  /** The token to use now; undefined when there is none. Rejects when the provider fails. */
  async get(): Promise<string | undefined> {
    return this.#isKnown && !this.#hasEnded() ? this.#token : await this.#ask();
  }

  /** The gateway does not accept this token: the next {@link get} asks the provider. */
  refused(token: string | undefined): void {
    if (this.#isKnown && this.#token === token) this.#isKnown = false;
  }

  /** Asks the provider now; listeners are called when the token is another one. */
  async renew(): Promise<void> {
    // A request that is already running may be answered with the old one.
    if (this.#pending !== undefined) await this.#pending.then(nothing, nothing);
    const before = this.#token;
    const after = await this.#ask();
    if (after !== before) this.#renewed.notify();
  }

  /** Calls a listener when the token has changed: connections made with the old one must be replaced. */
  onRenewed(listener: () => void): void {
    this.#renewed.add(listener);
  }

  /** Cancels the next renewal. */
  close(): void {
    this.#schedule(undefined);
  }

  #ask(): Promise<string | undefined> {
    this.#pending ??= this.#askOnce().finally(() => (this.#pending = undefined));
    return this.#pending;
  }

  async #askOnce(): Promise<string | undefined> {
    const token = (await this.#provide()) || undefined;
    this.#token = token;
    this.#isKnown = true;
    this.#scheduleRenewal();
    return token;
  }

  #scheduleRenewal(): void {
    const left = this.#left();
    if (left === undefined || left <= 0) this.#schedule(undefined);
    else this.#schedule(left - Math.min(longestLead, left * leadShare));
  }

  #schedule(delay: number | undefined): void {
    if (delay === undefined) this.#timer.stop();
    else if (delay > longestTimer) this.#timer.set(longestTimer, () => this.#schedule(delay - longestTimer));
    else this.#timer.set(delay, () => void this.#renewOnTime());
  }

  /** A provider that fails, or still gives the old token, is asked again until the token has ended. */
  async #renewOnTime(): Promise<void> {
    const before = this.#token;
    const isAnswered = await this.renew().then(
      () => true,
      () => false,
    );
    if (!isAnswered || this.#token === before) this.#schedule(this.#hasEnded() ? undefined : askAgainAfter);
  }

  #hasEnded(): boolean {
    const left = this.#left();
    return left !== undefined && left <= 0;
  }

  /** How long the token is still valid, milliseconds; undefined when it does not say. */
  #left(): number | undefined {
    const expiry = this.#token === undefined ? undefined : readExpiry(this.#token);
    return expiry === undefined ? undefined : expiry - this.#clock.at(this.#environment.now());
  }
}

function nothing(): void {}
