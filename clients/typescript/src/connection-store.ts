import type { LinkState } from './link/link-state.ts';
import type { Store } from './store.ts';

/**
 * How the client is connected. `connecting` also means that nothing is subscribed yet; `waiting` is between two attempts or without a
 * network; `refused` means that the gateway does not accept the token, and is tried again; `closed` is after `close()`.
 */
export type ConnectionState = LinkState | 'closed';

/** How the client is connected. */
export interface ConnectionSnapshot {
  readonly state: ConnectionState;
  /** Since when, Unix milliseconds by this device's clock. */
  readonly since: number;
  /** Why it is not connected, as text to display. */
  readonly reason: string | undefined;
}

/** How the client is connected. Subscribing keeps a connection up. */
export type ConnectionStore = Store<ConnectionSnapshot>;
