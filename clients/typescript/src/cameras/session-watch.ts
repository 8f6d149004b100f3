import type { ISubscription } from '@microsoft/signalr';
import { RestartableTimer } from '../environment/restartable-timer.ts';
import type { Environment } from '../environment/environment.ts';
import type { GatewayError } from '../gateway-error.ts';
import { readHubError } from '../link/hub-error.ts';
import type { HubSession } from '../link/hub-session.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { fromBase64 } from '../session/base64.ts';
import { cameraHub, type CameraFrame, type WatchOptions } from '../wire.ts';

/** The events of a watch over one connection. */
export interface SessionWatchEvents {
  readonly frame: (frame: CameraFrame, watch: SessionWatch) => void;
  /** It failed and will be retried. */
  readonly failed: (error: GatewayError) => void;
  /** The gateway keeps answering `already-watching`: other code watches this camera on the same connection. */
  readonly alreadyWatched: () => void;
}

/** Error codes that mean this viewer may not watch. */
const refusalCodes = new Set(['forbidden', 'unauthorized']);

/** A watch counts as receiving when its last frame is at most this old, milliseconds. */
const receivingWithinMs = 1000;

/** Retry interval after a refusal, milliseconds: the camera may become public without this viewer getting another token. */
const refusedRetryMs = 30_000;

/** Whether an error means that this viewer may not watch. */
export function isRefusal(error: GatewayError | undefined): boolean {
  return error !== undefined && refusalCodes.has(error.code);
}

/** The gateway is still closing the previous watch of this camera; retry. */
const alreadyWatching = 'already-watching';
const maxAlreadyWatchingRetries = 3;

/** A watch of a camera over one connection. It is retried after every error until {@link end} is called. */
export class SessionWatch {
  readonly #environment: Environment;
  readonly #session: HubSession;
  readonly #cameraId: string;
  readonly #options: () => WatchOptions;
  readonly #events: SessionWatchEvents;
  readonly #started: Promise<void>;
  /** Number of frames after which `started` resolves. */
  readonly #framesUntilStarted: number;
  readonly #retry: RestartableTimer;
  #resolveStarted: () => void = () => {};
  #subscription: ISubscription<CameraFrame> | undefined;
  #failures = 0;
  #frameCount = 0;
  #lastAt = -Infinity;
  #isEnded = false;

  /**
   * @param options Read whenever the watch is requested.
   * @param framesUntilStarted Number of frames after which `started` resolves.
   */
  constructor(
    environment: Environment,
    session: HubSession,
    cameraId: string,
    options: () => WatchOptions,
    framesUntilStarted: number,
    events: SessionWatchEvents,
  ) {
    this.#environment = environment;
    this.#session = session;
    this.#cameraId = cameraId;
    this.#options = options;
    this.#framesUntilStarted = framesUntilStarted;
    this.#events = events;
    this.#retry = new RestartableTimer(environment);
    this.#started = new Promise(resolve => (this.#resolveStarted = resolve));
    this.#request();
  }

  /** Resolves when the first frames have arrived, or when none are to be expected. */
  get started(): Promise<void> {
    return this.#started;
  }

  /** Whether frames are arriving. */
  get isReceiving(): boolean {
    return this.#environment.monotonic() - this.#lastAt < receivingWithinMs;
  }

  /** Acknowledges all frames up to this one. */
  acknowledge(sequence: number): void {
    if (this.#isEnded || !this.#session.isOpen) return;
    // Sending fails only when the connection closes, which ends the watch too.
    this.#session.send(cameraHub.ack, this.#cameraId, sequence).catch(() => {});
  }

  /** Ends the watch. */
  end(): void {
    this.#isEnded = true;
    this.#resolveStarted();
    this.#retry.stop();
    this.#cancel();
  }

  #request(): void {
    if (!this.#session.isOpen) return;
    this.#subscription = this.#session.stream<CameraFrame>(cameraHub.watch, this.#cameraId, this.#options()).subscribe({
      next: frame => {
        if (this.#isEnded) return;
        this.#failures = 0;
        this.#frameCount += 1;
        this.#lastAt = this.#environment.monotonic();
        if (this.#frameCount >= this.#framesUntilStarted) this.#resolveStarted();
        this.#events.frame(withBytes(frame), this);
      },
      complete: () => this.#failed({ code: '', message: 'The gateway ended the video stream.' }),
      // SignalR fails the streams before it reports the close, so the check waits one microtask.
      error: (error: unknown) => void Promise.resolve().then(() => this.#failed(readHubError(error))),
    });
  }

  #failed(error: GatewayError): void {
    this.#subscription = undefined;
    this.#resolveStarted();
    // The connection was lost: HubLink reconnects and a new watch starts.
    if (this.#isEnded || !this.#session.isOpen) return;
    if (error.code === alreadyWatching) {
      if (this.#failures >= maxAlreadyWatchingRetries) {
        this.#events.alreadyWatched();
        return;
      }
    } else {
      this.#events.failed(error);
      if (isRefusal(error)) {
        this.#retry.set(refusedRetryMs * (0.75 + 0.5 * this.#environment.random()), () => this.#request());
        return;
      }
    }
    const step = error.code === alreadyWatching ? this.#failures : this.#failures + 2;
    this.#retry.set(reconnectDelay(step, this.#environment.random()), () => this.#request());
    this.#failures += 1;
  }

  #cancel(): void {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    if (this.#session.isOpen) subscription?.dispose();
  }
}

/** Over JSON the bytes of a frame arrive as base64. */
function withBytes(frame: CameraFrame): CameraFrame {
  const data: unknown = frame.data;
  return typeof data === 'string' ? { ...frame, data: fromBase64(data) ?? new Uint8Array() } : frame;
}
