import type { Environment, Timer } from '../environment/environment.ts';
import { AgeTimer } from '../environment/age-timer.ts';
import { millisecondsBetween, momentOf, type Moment } from '../environment/moment.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { GatewayHttp } from '../http/gateway-http.ts';
import { ProblemError } from '../http/problem-error.ts';
import { LiveStore } from '../live-store.ts';
import type { LocationSummary, Overview } from '../wire.ts';
import { overviewDelay } from './overview-delay.ts';

/** All locations at a glance. */
export interface LocationsSnapshot {
  /** In the order in which they were made; empty until the gateway answered. */
  readonly locations: readonly LocationSummary[];
  /** False until all are known: before the first answer, and while a gateway that just started still reads them. */
  readonly complete: boolean;
  /** Milliseconds since the answer, by the clock of now; infinite before the first. */
  readonly ageMs: number;
  /** Why the last question was not answered. */
  readonly error: GatewayError | undefined;
}

const none: Pick<Overview, 'locations' | 'complete'> = { locations: [], complete: false };

/** All locations at a glance: asked for from time to time while somebody is subscribed and the app is seen. */
export class LocationsStore extends LiveStore<LocationsSnapshot> {
  readonly #environment: Environment;
  readonly #http: GatewayHttp;
  readonly #ageTimer: AgeTimer;
  #overview = none;
  #answeredAt: Moment | undefined;
  #error: GatewayError | undefined;
  #timer: Timer | undefined;
  #isVisible = true;
  #round = 0;

  constructor(environment: Environment, http: GatewayHttp) {
    super(environment);
    this.#environment = environment;
    this.#http = http;
    this.#ageTimer = new AgeTimer(
      environment,
      () => this.#age(),
      () => this.changed(),
    );
  }

  /** Asks now, if somebody wants to know: the network is back, or the app is seen again. */
  hurry(): void {
    if (this.isRunning && this.#isVisible) void this.#ask();
  }

  /** A hidden app asks nothing. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) this.hurry();
    else this.#stopTimer();
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
    this.hurry();
  }

  protected override stop(): void {
    this.#round += 1;
    this.#ageTimer.stop();
    this.#stopTimer();
  }

  async #ask(): Promise<void> {
    this.#stopTimer();
    this.#round += 1;
    const round = this.#round;
    const outcome = await this.#http.ask<Overview>('api/v1/overview').then(
      overview => ({ overview, error: undefined }),
      (error: unknown) => ({ overview: undefined, error: errorOf(error) }),
    );
    if (round !== this.#round) return;
    if (outcome.overview !== undefined) {
      this.#overview = outcome.overview;
      this.#answeredAt = momentOf(this.#environment);
    }
    this.#error = outcome.error;
    this.changed();
    if (!this.#isVisible) return;
    this.#timer = this.#environment.setTimeout(
      () => void this.#ask(),
      overviewDelay(outcome.overview, this.#environment.random()),
    );
  }

  #stopTimer(): void {
    if (this.#timer !== undefined) this.#environment.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #age(): number {
    return this.#answeredAt === undefined ? Infinity : millisecondsBetween(this.#answeredAt, momentOf(this.#environment));
  }
}

function errorOf(error: unknown): GatewayError {
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof ProblemError ? error.code : '', message };
}
