import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { LocationSummary } from '../wire.ts';

/** All locations at a glance. */
export interface LocationsSnapshot {
  /** In the order in which they were made; empty until the gateway answered. */
  readonly locations: readonly LocationSummary[];
  /** False until all are known: before the first answer, and while a gateway that just started still reads them. */
  readonly complete: boolean;
  /** Milliseconds since the answer, by the clock of now; infinite before the first. */
  readonly ageMs: number;
  /** Why the last question was not answered. */
  readonly error: GatewayError | undefined;
}

/** All locations at a glance, from time to time. */
export type LocationsStore = Store<LocationsSnapshot>;
