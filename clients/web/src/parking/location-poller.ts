import type { GatewayApi } from '../api/gateway-api.ts';
import { type LocationStatus, ProblemError } from '@live-parking/client';
import { listDelay } from './list-delay.ts';

/** The events of a poller. */
export interface LocationPollerEvents {
  readonly loaded: (locations: readonly LocationStatus[]) => void;
  readonly failed: (error: ProblemError) => void;
}

/** Polls the list of locations: the hubs report changes within a location, but no new locations. */
export class LocationPoller {
  readonly #api: GatewayApi;
  readonly #events: LocationPollerEvents;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(api: GatewayApi, events: LocationPollerEvents) {
    this.#api = api;
    this.#events = events;
  }

  /** Polls now, and from then on at intervals while the page is visible. */
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
