import type { ServerClock } from '../clock/server-clock.ts';
import type { Environment, HttpResponse } from '../environment/environment.ts';
import type { CameraRung } from '../wire.ts';
import type { TokenSource } from '../session/token-source.ts';
import { ProblemError } from './problem-error.ts';
import type { KeptPicture } from './kept-picture.ts';
import { readObject, readProblem } from './problem.ts';
import { timedFetch } from './timed-fetch.ts';

/** Longest wait for a response, milliseconds. */
const timeoutMs = 10_000;

/** The gateway's HTTP API, called with the client's token. Failures are {@link ProblemError}s. */
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
   * Sends a request and reads the JSON of the response.
   * @param path Such as `api/v1/overview`.
   * @param body Sent as JSON with POST; without one it is a GET.
   */
  async ask<T>(path: string, body?: unknown): Promise<T> {
    return await this.#send(path, body, async response => {
      if (!response.ok) throw new ProblemError(response.status, await readProblem(response));
      return JSON.parse(await response.text()) as T;
    });
  }

  /** Sends a GET and reads the JSON object in the response whatever its status, or {} when the body is not a JSON object. */
  async read(path: string): Promise<Record<string, unknown>> {
    return await this.#send(path, undefined, async response => readObject(await response.text()));
  }

  /**
   * The last picture of a camera, however old; undefined when none is kept. Does not start the camera.
   * @param cameraId Of a camera, or of a location for its first camera.
   */
  async keptPicture(cameraId: string, quality: CameraRung): Promise<KeptPicture | undefined> {
    return await this.#send(`api/v1/cameras/${cameraId}/snapshot.jpg?start=false&quality=${quality}`, undefined, async response => {
      if (response.ok)
        return {
          data: new Uint8Array(await response.arrayBuffer()),
          contentType: response.headers.get('content-type') ?? 'image/jpeg',
          ageMs: Math.max(0, Number(response.headers.get('x-frame-age') ?? 0)),
        };
      const problem = await readProblem(response);
      if (problem.code === 'no-picture') return undefined;
      throw new ProblemError(response.status, problem);
    });
  }

  async #send<T>(path: string, body: unknown, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    const token = await this.#token.get();
    const { now } = this.#environment;
    const sentAt = now();
    const request = {
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
      request,
      response => {
        this.#clock.learn(sentAt, now(), response.headers.get('date'));
        return read(response);
      },
      timeoutMs,
    );
  }
}
