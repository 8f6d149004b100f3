import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { LocationSummary } from '../wire.ts';

/** Summaries of all locations. */
export interface LocationsSnapshot {
  /** In the order in which they were created; empty before the first response. */
  readonly locations: readonly LocationSummary[];
  /** False until the list is complete: before the first response, and while a gateway that has just started is still loading it. */
  readonly complete: boolean;
  /** Milliseconds since the last response, as of now; Infinity before the first. */
  readonly ageMs: number;
  /** The error of the last request; undefined when it succeeded. */
  readonly error: GatewayError | undefined;
}

/** Summaries of all locations, polled. */
export type LocationsStore = Store<LocationsSnapshot>;
