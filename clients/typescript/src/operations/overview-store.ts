import type { GatewayError } from '../gateway-error.ts';
import type { ParkingLink } from '../parking/parking-store.ts';
import type { Store } from '../store.ts';
import type { LocationSummary, OverviewTotals } from '../wire.ts';

/** All locations of an operator's token. */
export interface OverviewView {
  /** In the order of their ids; empty before the first answer. A location that has not changed is the same object as before. */
  readonly locations: readonly LocationSummary[];
  /** Undefined before the first answer. */
  readonly totals: OverviewTotals | undefined;
  readonly link: ParkingLink;
  /** Milliseconds since it was last known to be current, as of now; Infinity when it never was. */
  readonly ageMs: number;
  /** The gateway's error, such as `forbidden`. */
  readonly error: GatewayError | undefined;
}

/** All locations of an operator's token, live. */
export type OverviewStore = Store<OverviewView>;
