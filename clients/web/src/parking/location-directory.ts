import type { GatewayApi } from '../api/gateway-api.ts';
import { type LocationStatus, ProblemError } from '@live-parking/client';
import { listDelay } from './list-delay.ts';

/** The events of a directory. */
export interface DirectoryEvents {
  readonly loaded: (locations: readonly LocationStatus[]) => void;
  readonly failed: (error: ProblemError) => void;
}

/** Keeps the list of locations: the hubs report changes within a location, but no new locations. */
export class LocationDirectory {
  readonly #api: GatewayApi;
  readonly #events: DirectoryEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(api: GatewayApi, events: DirectoryEvents) {
    this.#api = api;
    this.#events = events;
  }

  /** Asks now, and from then on from time to time while the page is seen. */
  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const round = ++this.#round;
    let count: number | undefined;
    try {
      const locations = await this.#api.locations();
      if (round !== this.#round) return;
      count = locations.length;
      this.#events.loaded(locations);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (round !== this.#round) return;
      this.#events.failed(error);
    }
    this.#timer = setTimeout(
      () => {
        if (!document.hidden) void this.refresh();
      },
      listDelay(count, Math.random()),
    );
  }
}
