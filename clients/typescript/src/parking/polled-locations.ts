import { AgeTimer } from '../environment/age-timer.ts';
import { RestartableTimer } from '../environment/restartable-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { millisecondsBetween, momentOf, type Moment } from '../environment/moment.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayHttp } from '../http/gateway-http.ts';
import { ProblemError } from '../http/problem-error.ts';
import { LiveStore } from '../live-store.ts';
import type { Overview } from '../wire.ts';
import type { LocationsSnapshot } from './locations-store.ts';
import { overviewDelay } from './overview-delay.ts';

const none: Pick<Overview, 'locations' | 'complete'> = { locations: [], complete: false };

/** Summaries of all locations, polled while the store has a subscriber and the app is visible. */
export class PolledLocations extends LiveStore<LocationsSnapshot> {
  readonly #environment: Environment;
  readonly #http: GatewayHttp;
  readonly #ageTimer: AgeTimer;
  readonly #next: RestartableTimer;
  #overview = none;
  #respondedAt: Moment | undefined;
  #error: GatewayError | undefined;
  #isVisible = true;
  #round = 0;

  constructor(environment: Environment, http: GatewayHttp) {
    super(environment);
    this.#environment = environment;
    this.#http = http;
    this.#next = new RestartableTimer(environment);
    this.#ageTimer = new AgeTimer(
      environment,
      () => this.#age(),
      () => this.changed(),
    );
  }

  /** Polls now if the store has a subscriber and the app is visible: the network is back, or the app is visible again. */
  pollNow(): void {
    if (this.isRunning && this.#isVisible) void this.#poll();
  }

  /** A hidden app does not poll. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) this.pollNow();
    else this.#next.stop();
  }

  protected override isOutdated(): boolean {
    return false;
  }

  protected override read(): LocationsSnapshot {
    const age = () => this.#age();
    return {
      locations: this.#overview.locations,
      complete: this.#overview.complete,
      error: this.#error,
      get ageMs() {
        return age();
      },
    };
  }

  protected override start(): void {
    this.#ageTimer.start();
    this.pollNow();
  }

  protected override stop(): void {
    this.#round += 1;
    this.#ageTimer.stop();
    this.#next.stop();
  }

  async #poll(): Promise<void> {
    this.#next.stop();
    this.#round += 1;
    const round = this.#round;
    const outcome = await this.#http.ask<Overview>('api/v1/overview').then(
      overview => ({ overview, error: undefined }),
      (error: unknown) => ({ overview: undefined, error: errorOf(error) }),
    );
    if (round !== this.#round) return;
    if (outcome.overview !== undefined) {
      this.#overview = outcome.overview;
      this.#respondedAt = momentOf(this.#environment);
    }
    this.#error = outcome.error;
    this.changed();
    if (this.#isVisible) this.#next.set(overviewDelay(outcome.overview, this.#environment.random()), () => void this.#poll());
  }

  #age(): number {
    return this.#respondedAt === undefined ? Infinity : millisecondsBetween(this.#respondedAt, momentOf(this.#environment));
  }
}

function errorOf(error: unknown): GatewayError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof ProblemError ? error.code : '', message };
}
