import { readHubError } from '../link/hub-error.ts';
import type { HubSession } from '../link/hub-session.ts';
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
  /** It is no longer followed, or the connection is closed. */
  | { readonly kind: 'over' };

/** The locations that are followed over one connection. */
export class SessionFollowing {
  readonly #session: HubSession;
  /** Requested locations, each with the cameras that changed while its snapshot was on its way. */
  readonly #requested = new Map<string, Set<string>>();
  readonly #answered = new Set<string>();

  constructor(session: HubSession) {
    this.#session = session;
  }

  get session(): HubSession {
    return this.#session;
  }

  /** Whether the gateway has answered about this location over this connection. */
  hasAnswered(id: string): boolean {
    return this.#answered.has(id);
  }

  /** Whether changes of this location arrive over this connection. */
  isFollowing(id: string): boolean {
    return this.#answered.has(id) && this.#session.isOpen;
  }

  /** Begins to follow a location; never rejects. */
  async follow(id: string): Promise<Subscribed> {
    const newerCameras = new Set<string>();
    this.#requested.set(id, newerCameras);
    try {
      const snapshot = await this.#session.invoke<LocationStatus>(parkingHub.subscribe, id);
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

  /** Stops following a location. */
  unfollow(id: string): void {
    this.#answered.delete(id);
    if (!this.#requested.delete(id) || !this.#session.isOpen) return;
    // Sending fails only when the connection goes down, and the subscription goes with it.
    this.#session.send(parkingHub.unsubscribe, id).catch(() => {});
  }

  /** The status of a camera has changed: the snapshot that is on its way may be older. */
  noteCamera(camera: CameraStatus): void {
    this.#requested.get(camera.locationId)?.add(camera.id);
  }

  #isCurrent(id: string, requested: Set<string>): boolean {
    return this.#requested.get(id) === requested && this.#session.isOpen;
  }
}
