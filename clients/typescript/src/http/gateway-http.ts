import type { ServerClock } from '../clock/server-clock.ts';
import type { Environment, HttpAnswer } from '../environment/environment.ts';
import type { CameraRung } from '../wire.ts';
import type { TokenSource } from '../session/token-source.ts';
import { ProblemError } from './problem-error.ts';
import type { KeptPicture } from './kept-picture.ts';
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

  /**
   * The last picture of a camera that the gateway's side has kept, however old; nothing when none is kept. Starts no camera.
   * @param cameraId Of a camera, or of a location for its first camera.
   */
  async keptPicture(cameraId: string, quality: CameraRung): Promise<KeptPicture | undefined> {
    return await this.#send(`api/v1/cameras/${cameraId}/snapshot.jpg?start=false&quality=${quality}`, undefined, async answer => {
      if (answer.ok)
        return {
          data: new Uint8Array(await answer.arrayBuffer()),
          contentType: answer.headers.get('content-type') ?? 'image/jpeg',
          ageMs: Math.max(0, Number(answer.headers.get('x-frame-age') ?? 0)),
        };
      const problem = await readProblem(answer);
      if (problem.code === 'no-picture') return undefined;
      throw new ProblemError(answer.status, problem);
    });
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
