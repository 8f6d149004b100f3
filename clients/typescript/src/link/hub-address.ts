import type { ServerClock } from '../clock/server-clock.ts';
import type { Environment } from '../environment/environment.ts';
import type { TokenSource } from '../session/token-source.ts';

/** The protocol of the hubs. */
export type HubProtocolName = 'messagepack' | 'json';

/** A hub, and what is needed to reach it. */
export interface HubAddress {
  readonly environment: Environment;
  /** The gateway. */
  readonly gateway: string;
  /** The hub's path on it. */
  readonly path: string;
  readonly protocol: HubProtocolName;
  readonly tokens: TokenSource;
  readonly clock: ServerClock;
  /**
   * Identifies this client to the hub. A connection and the one that takes over from it have the same id, so that a gateway counts the
   * pair once.
   */
  readonly clientId: string;
}
