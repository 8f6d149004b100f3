import type { GatewayApi } from '../api/gateway-api.ts';
import { type LocationStatus, ProblemError } from '@live-parking/client';
import { listDelay } from './list-delay.ts';

/** What a directory tells. */
export interface DirectoryEvents {
  readonly loaded: (locations: readonly LocationStatus[]) => void;
  readonly failed: (error: ProblemError) => void;
}

/** Knows which locations there are: the hubs tell about changes within a location, but not about new ones. */
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
