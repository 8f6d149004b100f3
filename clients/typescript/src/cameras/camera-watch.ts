import type { Environment } from '../environment/environment.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { HubChannel } from '../link/hub-channel.ts';
import type { LinkUser } from '../link/link-users.ts';
import { cameraHub, type CameraFrame, type CameraStatus, type WatchOptions } from '../wire.ts';
import { ChannelWatch } from './channel-watch.ts';

/** The events of a watch. */
export interface CameraWatchEvents {
  /** A picture that is newer than every one before it. Call `acknowledge` when it has been shown. */
  readonly frame: (frame: CameraFrame, acknowledge: () => void) => void;
  readonly status: (status: CameraStatus) => void;
  /** A connection is there, or not any more. */
  readonly linked: () => void;
  readonly failed: (error: GatewayError) => void;
  readonly occupied: () => void;
}

/**
 * A watch takes over from one that gives pictures with its second one. The first is the newest that the gateway has, mostly one that was shown
 * already; the next comes a whole interval later, and without the old watch the picture would pause for nearly two.
 */
const picturesOfTakeOver = 2;

/** One camera that is watched over a link. While one connection takes over from another, both give pictures and the newer ones count. */
export class CameraWatch implements LinkUser {
  readonly #environment: Environment;
  readonly #cameraId: string;
  readonly #options: () => WatchOptions;
  readonly #events: CameraWatchEvents;
  readonly #watches = new Map<HubChannel, ChannelWatch>();
  #newest = -Infinity;

  constructor(environment: Environment, cameraId: string, options: () => WatchOptions, events: CameraWatchEvents) {
    this.#environment = environment;
    this.#cameraId = cameraId;
    this.#options = options;
    this.#events = events;
  }

  /** Whether a connection is there over which pictures come, or would. */
  get isLinked(): boolean {
    return [...this.#watches.keys()].some(channel => channel.isOpen);
  }

  async join(channel: HubChannel): Promise<void> {
    channel.on<CameraStatus>(cameraHub.cameraStatusChanged, status => {
      if (this.#watches.has(channel)) this.#events.status(status);
    });
    const awaited = [...this.#watches.values()].some(other => other.isFlowing) ? picturesOfTakeOver : 1;
    const watch = new ChannelWatch(this.#environment, channel, this.#cameraId, this.#options, awaited, {
      frame: (frame, from) => this.#take(frame, from),
      failed: error => this.#events.failed(error),
      occupied: () => this.#events.occupied(),
    });
    this.#watches.set(channel, watch);
    this.#events.linked();
    await watch.begun;
  }

  leave(channel: HubChannel): void {
    this.#watches.get(channel)?.end();
    if (this.#watches.delete(channel)) this.#events.linked();
  }

  #take(frame: CameraFrame, from: ChannelWatch): void {
    const acknowledge = () => from.acknowledge(frame.sequence);
    // The other connection was quicker: this one is there all the same.
    if (frame.sequence <= this.#newest) {
      acknowledge();
      return;
    }
    this.#newest = frame.sequence;
    this.#events.frame(frame, acknowledge);
  }
}
