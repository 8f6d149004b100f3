import { readHubError } from '../link/hub-error.ts';
import type { HubChannel } from '../link/hub-channel.ts';
import { parkingHub, type CameraStatus, type LocationStatus } from '../wire.ts';
import type { GatewayError } from '../gateway-error.ts';

/** The result of following a location over one connection. */
export type Subscribed =
  | {
      readonly kind: 'answered';
      readonly snapshot: LocationStatus;
      /** Cameras of which something newer arrived while the snapshot was on its way. */
      readonly newerCameras: ReadonlySet<string>;
    }
  | { readonly kind: 'refused'; readonly error: GatewayError }
  /** It is not wanted any more, or the connection is closed. */
  | { readonly kind: 'over' };

/** The locations that are followed over one connection. */
export class ChannelFollowing {
  readonly #channel: HubChannel;
  /** Those that were asked for, each with the cameras that changed while its snapshot was on its way. */
  readonly #asked = new Map<string, Set<string>>();
  readonly #answered = new Set<string>();

  constructor(channel: HubChannel) {
    this.#channel = channel;
  }

  get channel(): HubChannel {
    return this.#channel;
  }

  /** Whether the gateway has answered about this location over this connection. */
  hasAnswered(id: string): boolean {
    return this.#answered.has(id);
  }

  /** Whether changes of this location come over this connection. */
  isFollowing(id: string): boolean {
    return this.#answered.has(id) && this.#channel.isOpen;
  }

  /** Begins to follow a location; never rejects. */
  async follow(id: string): Promise<Subscribed> {
    const newerCameras = new Set<string>();
    this.#asked.set(id, newerCameras);
    try {
      const snapshot = await this.#channel.invoke<LocationStatus>(parkingHub.subscribe, id);
      if (!this.#isCurrent(id, newerCameras)) return { kind: 'over' };
      this.#answered.add(id);
      return { kind: 'answered', snapshot, newerCameras };
    } catch (error) {
      if (!this.#isCurrent(id, newerCameras)) return { kind: 'over' };
      const refusal = readHubError(error);
      // Any other refusal, such as 'unavailable', gives no information about the location: the known data is old.
      if (refusal.code === 'unknown-location') this.#answered.add(id);
      return { kind: 'refused', error: refusal };
    }
  }

  /** Follows a location no longer. */
  unfollow(id: string): void {
    this.#answered.delete(id);
    if (!this.#asked.delete(id) || !this.#channel.isOpen) return;
    // Sending fails only when the connection goes down, and the subscription goes with it.
    this.#channel.send(parkingHub.unsubscribe, id).catch(() => {});
  }

  /** A camera of a location has another status: the snapshot that is on its way may be older. */
  noteCamera(camera: CameraStatus): void {
    this.#asked.get(camera.locationId)?.add(camera.id);
  }

  #isCurrent(id: string, asked: Set<string>): boolean {
    return this.#asked.get(id) === asked && this.#channel.isOpen;
  }
}
