import type { ServerClock } from '../clock/server-clock.ts';
import type { Environment } from '../environment/environment.ts';
import type { TokenSource } from '../session/token-source.ts';

/** Which protocol the hubs are spoken to in. */
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
   * Names this client's place on the hub. A connection and the one that takes over from it have the same name, so that a gateway can
   * count the pair once.
   */
  readonly place: string;
}
