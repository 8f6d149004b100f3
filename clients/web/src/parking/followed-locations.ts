import type { LiveParkingClient, LocationStatus } from '@live-parking/client';

/** The events of the followed locations. */
export interface FollowedEvents {
  readonly changed: (status: LocationStatus) => void;
  /** The gateway knows no such location. */
  readonly unknown: (locationId: string) => void;
}

/** The locations that the page follows live. */
export class FollowedLocations {
  readonly #client: LiveParkingClient;
  readonly #events: FollowedEvents;
  readonly #followed = new Map<string, () => void>();

  constructor(client: LiveParkingClient, events: FollowedEvents) {
    this.#client = client;
    this.#events = events;
  }

  /** Follows exactly these. */
  follow(ids: readonly string[]): void {
    for (const [id, unsubscribe] of this.#followed) {
      if (ids.includes(id)) continue;
      this.#followed.delete(id);
      unsubscribe();
    }
    for (const id of ids) if (!this.#followed.has(id)) this.#begin(id);
  }

  /** Whether what is known of a location is current: the gateway has answered about it, and its changes come. */
  isLive(id: string): boolean {
    return this.#followed.has(id) && this.#client.parking(id).getSnapshot().link === 'live';
  }

  /** A location is no more: if it is still followed it is asked for again. */
  forget(id: string): void {
    this.#client.parking(id).reload();
  }

  #begin(id: string): void {
    const store = this.#client.parking(id);
    let told: LocationStatus | 'unknown' | undefined;
    const unsubscribe = store.subscribe(() => {
      const { status, error } = store.getSnapshot();
      const now = error?.code === 'unknown-location' ? 'unknown' : status;
      if (now === told) return;
      told = now;
      if (now === 'unknown') this.#events.unknown(id);
      else if (now !== undefined) this.#events.changed(now);
    });
    this.#followed.set(id, unsubscribe);
  }
}
