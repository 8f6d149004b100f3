import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { LocationStatus } from '../wire.ts';

/** Whether the numbers are current: `loading` until the first status arrives, `lost` as soon as they may be outdated. */
export type ParkingLink = 'loading' | 'live' | 'lost';

/** What is known about a location. */
export interface ParkingSnapshot {
  /** Undefined before the first status. It is kept while the link is lost: show its age. */
  readonly status: LocationStatus | undefined;
  readonly link: ParkingLink;
  /** Milliseconds since the status was last known to be current, as of now; Infinity when it never was. */
  readonly ageMs: number;
  /** The gateway's error, such as `unknown-location`. */
  readonly error: GatewayError | undefined;
}

/** One location, live. */
export interface ParkingStore extends Store<ParkingSnapshot> {
  /** Requests the status again while the store has a subscriber: for a location that may have been removed. */
  reload(): void;
}
