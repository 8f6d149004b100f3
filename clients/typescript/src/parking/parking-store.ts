import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { LocationStatus } from '../wire.ts';

/** Whether the numbers are followed: `loading` until the first answer, `lost` as soon as they may be old. */
export type ParkingLink = 'loading' | 'live' | 'lost';

/** What is known about a location. */
export interface ParkingSnapshot {
  /** Nothing until the gateway answered. Numbers stay while the link is lost; say how old they are. */
  readonly status: LocationStatus | undefined;
  readonly link: ParkingLink;
  /** Milliseconds since the gateway was last known to be there, by the clock of now; infinite when it never was. */
  readonly ageMs: number;
  /** The gateway's error, such as `unknown-location`. */
  readonly error: GatewayError | undefined;
}

/** One location, live. */
export interface ParkingStore extends Store<ParkingSnapshot> {
  /** Asks the gateway again, while somebody is subscribed: for a location that may have been removed. */
  reload(): void;
}
