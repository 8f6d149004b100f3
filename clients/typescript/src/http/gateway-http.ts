import type { ServerClock } from '../clock/server-clock.ts';
import type { Environment, HttpAnswer } from '../environment/environment.ts';
import type { TokenSource } from '../session/token-source.ts';
import { ProblemError } from './problem-error.ts';
import { readObject, readProblem } from './problem.ts';
import { timedFetch } from './timed-fetch.ts';

/** Longest wait for an answer, milliseconds. */
const patience = 10_000;

/** The gateway's HTTP API, asked with the client's token. Failures are {@link ProblemError}s. */
export class GatewayHttp {
  readonly #environment: Environment;
  readonly #address: string;
  readonly #token: TokenSource;
  readonly #clock: ServerClock;

  constructor(environment: Environment, address: string, token: TokenSource, clock: ServerClock) {
    this.#environment = environment;
    this.#address = address;
    this.#token = token;
    this.#clock = clock;
  }

  /**
   * Asks, and reads the JSON of the answer.
   * @param path Such as `api/v1/overview`.
   * @param body Sent as JSON with POST; without one it is a GET.
   */
  async ask<T>(path: string, body?: unknown): Promise<T> {
    return await this.#send(path, body, async answer => {
      if (!answer.ok) throw new ProblemError(answer.status, await readProblem(answer));
      return JSON.parse(await answer.text()) as T;
    });
  }

  /** Asks, and reads the object in the answer whatever its status; an empty one when it holds none. */
  async read(path: string): Promise<Record<string, unknown>> {
    return await this.#send(path, undefined, async answer => readObject(await answer.text()));
  }

  async #send<T>(path: string, body: unknown, read: (answer: HttpAnswer) => Promise<T>): Promise<T> {
    const token = await this.#token.get();
    const { now } = this.#environment;
    const sentAt = now();
    const question = {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      cache: 'no-store' as const,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return await timedFetch(
      this.#environment,
      `${this.#address}/${path}`,
      question,
      answer => {
        this.#clock.learn(sentAt, now(), answer.headers.get('date'));
        return read(answer);
      },
      patience,
    );
  }
}
