import type { ServerClock } from '../clock/server-clock.ts';
import type { Correction, CorrectionAnswer, LevelSensors, LevelStatus, LocationStatus, Problem, Reading, ReadingsAnswer } from '../wire.ts';
import { ProblemError } from './problem-error.ts';

/** Which level. */
export type LevelAddress = Pick<LevelStatus, 'locationId' | 'levelId'>;

/** Longest wait for an answer, milliseconds. */
const patience = 10_000;

/** The gateway's HTTP API as far as the page needs it. Failures are {@link ProblemError}s. */
export class GatewayApi {
  readonly #token: () => string | undefined;
  readonly #clock: ServerClock;

  constructor(token: () => string | undefined, clock: ServerClock) {
    this.#token = token;
    this.#clock = clock;
  }

  /** All locations, in the order in which they were made. */
  async locations(): Promise<readonly LocationStatus[]> {
    return await this.#ask<readonly LocationStatus[]>('api/v1/locations');
  }

  /** One location. */
  async location(id: string): Promise<LocationStatus> {
    return await this.#ask<LocationStatus>(`api/v1/locations/${id}`);
  }

  /** Sends readings of a level. */
  async postReadings(locationId: string, levelId: string, readings: readonly Reading[]): Promise<ReadingsAnswer> {
    return await this.#ask<ReadingsAnswer>(`api/v1/locations/${locationId}/levels/${levelId}/readings`, { readings });
  }

  /** What stands behind a level's number; for operators. */
  async sensors({ locationId, levelId }: LevelAddress): Promise<LevelSensors> {
    return await this.#ask<LevelSensors>(`api/v1/locations/${locationId}/levels/${levelId}/sensors`);
  }

  /** The corrections of a level in the last 30 days, oldest first; for operators. */
  async corrections({ locationId, levelId }: LevelAddress): Promise<readonly Correction[]> {
    return await this.#ask<readonly Correction[]>(`api/v1/locations/${locationId}/levels/${levelId}/corrections`);
  }

  /** Sets the true number of a level. The same `id` again has no second effect. */
  async correct({ locationId, levelId }: LevelAddress, correction: { id: string; occupied: number; reason: string }): Promise<CorrectionAnswer> {
    return await this.#ask<CorrectionAnswer>(`api/v1/locations/${locationId}/levels/${levelId}/corrections`, correction);
  }

  /** What of this gateway does not work although it serves, such as the way to a broker; nothing when it can't be reached. */
  async notices(): Promise<readonly string[]> {
    try {
      const { reasons } = await this.#send('health/ready', { cache: 'no-store', signal: AbortSignal.timeout(patience) }, readObject);
      return Array.isArray(reasons) ? reasons.filter(reason => typeof reason === 'string') : [];
    } catch (error) {
      if (error instanceof ProblemError) return [];
      throw error;
    }
  }

  async #ask<T>(path: string, body?: unknown): Promise<T> {
    const headers = new Headers({ accept: 'application/json' });
    const token = this.#token();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request: RequestInit = {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const sentAt = Date.now();
    return await this.#send(path, request, async response => {
      this.#clock.learn(sentAt, Date.now(), response.headers.get('date'));
      if (!response.ok) throw new ProblemError(response.status, await readProblem(response));
      return (await response.json()) as T;
    });
  }

  /** Sends a request and reads its answer. */
  async #send<T>(path: string, request: RequestInit, read: (response: Response) => Promise<T>): Promise<T> {
    try {
      return await read(await fetch(path, request));
    } catch (error) {
      // A network that fails, also in the midst of a body, is a TypeError, one that is too slow a DOMException.
      if (error instanceof TypeError || error instanceof DOMException) throw new ProblemError(0, {});
      throw error;
    }
  }
}

async function readProblem(response: Response): Promise<Problem> {
  return await readObject(response);
}

/** The object in a body; an empty one when there is none. */
async function readObject(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text();
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
