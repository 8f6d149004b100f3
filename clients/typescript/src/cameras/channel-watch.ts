import type { ISubscription } from '@microsoft/signalr';
import { Alarm } from '../environment/alarm.ts';
import type { Environment } from '../environment/environment.ts';
import type { GatewayError } from '../gateway-error.ts';
import { readHubError } from '../link/hub-error.ts';
import type { HubChannel } from '../link/hub-channel.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { fromBase64 } from '../session/base64.ts';
import { cameraHub, type CameraFrame, type WatchOptions } from '../wire.ts';

/** The events of a watch over one connection. */
export interface ChannelWatchEvents {
  readonly frame: (frame: CameraFrame, watch: ChannelWatch) => void;
  /** It failed; it is tried again. */
  readonly failed: (error: GatewayError) => void;
  /** This connection already watches the camera, again and again: somebody else uses it for that. */
  readonly occupied: () => void;
}

/** With these the gateway won't let this viewer watch. */
const refusals = new Set(['forbidden', 'unauthorized']);

/** A watch whose last picture is older gives none now, milliseconds. */
const flowingFor = 1000;

/** A refused watch is asked for again this often, milliseconds: the camera may become public without this viewer getting another token. */
const refusedAgainAfter = 30_000;

/** Whether the gateway does not let this viewer watch at all. */
export function isRefusal(error: GatewayError | undefined): boolean {
  return error !== undefined && refusals.has(error.code);
}

/** The gateway has not finished with the watch that was ended a moment ago; it only needs to be asked again. */
const alreadyWatching = 'already-watching';
const occupiedAfter = 3;

/** A camera watched over one connection, again after every fault, until it is ended. */
export class ChannelWatch {
  readonly #environment: Environment;
  readonly #channel: HubChannel;
  readonly #cameraId: string;
  readonly #options: () => WatchOptions;
  readonly #events: ChannelWatchEvents;
  readonly #begun: Promise<void>;
  readonly #awaited: number;
  readonly #retry: Alarm;
  #resolveBegun: () => void = () => {};
  #subscription: ISubscription<CameraFrame> | undefined;
  #failures = 0;
  #count = 0;
  #lastAt = -Infinity;
  #isEnded = false;

  /**
   * @param options What to ask for, at the moment when it is asked.
   * @param awaited After how many pictures it has begun.
   */
  constructor(
    environment: Environment,
    channel: HubChannel,
    cameraId: string,
    options: () => WatchOptions,
    awaited: number,
    events: ChannelWatchEvents,
  ) {
    this.#environment = environment;
    this.#channel = channel;
    this.#cameraId = cameraId;
    this.#options = options;
    this.#awaited = awaited;
    this.#events = events;
    this.#retry = new Alarm(environment);
    this.#begun = new Promise(resolve => (this.#resolveBegun = resolve));
    this.#ask();
  }

  /** Resolves when the pictures that were awaited came, or none is to be expected. */
  get begun(): Promise<void> {
    return this.#begun;
  }

  /** Whether pictures come. */
  get isFlowing(): boolean {
    return this.#environment.monotonic() - this.#lastAt < flowingFor;
  }

  /** Acknowledges everything up to this picture. */
  acknowledge(sequence: number): void {
    if (this.#isEnded || !this.#channel.isOpen) return;
    // Sending fails only when the connection is going down, and the watch goes with it.
    this.#channel.send(cameraHub.ack, this.#cameraId, sequence).catch(() => {});
  }

  /** Ends the watch. */
  end(): void {
    this.#isEnded = true;
    this.#resolveBegun();
    this.#retry.stop();
    this.#drop();
  }

  #ask(): void {
    if (!this.#channel.isOpen) return;
    this.#subscription = this.#channel.stream<CameraFrame>(cameraHub.watch, this.#cameraId, this.#options()).subscribe({
      next: frame => {
        if (this.#isEnded) return;
        this.#failures = 0;
        this.#count += 1;
        this.#lastAt = this.#environment.monotonic();
        if (this.#count >= this.#awaited) this.#resolveBegun();
        this.#events.frame(withBytes(frame), this);
      },
      complete: () => this.#failed({ code: '', message: 'The gateway ended the picture.' }),
      // When the connection closes its streams fail first: only a turn later it is known to be closed.
      error: (error: unknown) => void Promise.resolve().then(() => this.#failed(readHubError(error))),
    });
  }

  #failed(error: GatewayError): void {
    this.#subscription = undefined;
    this.#resolveBegun();
    // A lost connection ends the stream too; the link brings another one.
    if (this.#isEnded || !this.#channel.isOpen) return;
    if (error.code === alreadyWatching) {
      if (this.#failures >= occupiedAfter) {
        this.#events.occupied();
        return;
      }
    } else {
      this.#events.failed(error);
      if (isRefusal(error)) {
        this.#retry.set(refusedAgainAfter * (0.75 + 0.5 * this.#environment.random()), () => this.#ask());
        return;
      }
    }
    const step = error.code === alreadyWatching ? this.#failures : this.#failures + 2;
    this.#retry.set(reconnectDelay(step, this.#environment.random()), () => this.#ask());
    this.#failures += 1;
  }

  #drop(): void {
    const subscription = this.#subscription;
    this.#subscription = undefined;
    if (this.#channel.isOpen) subscription?.dispose();
  }
}

/** Over JSON the bytes of a picture come as base64. */
function withBytes(frame: CameraFrame): CameraFrame {
  const data: unknown = frame.data;
  return typeof data === 'string' ? { ...frame, data: fromBase64(data) ?? new Uint8Array() } : frame;
}
