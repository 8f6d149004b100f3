import type { Environment } from './environment/environment.ts';
import type { HubProtocolName } from './link/hub-address.ts';
import type { TokenOption } from './session/token-source.ts';

/** The options of a client. Only the address of the gateway is required. */
export interface ClientOptions {
  /** The gateway, such as `https://parking.example`. */
  readonly url: string;
  /** A token, or a function that is asked for one: when the first is needed, before one ends, and after the gateway refused one. */
  readonly token?: TokenOption;
  /** `messagepack` when absent. */
  readonly protocol?: HubProtocolName;
  /** Whether the client follows the browser's network and visibility by itself; true when absent. It has no effect elsewhere. */
  readonly followBrowser?: boolean;
  /** Replaces features that the engine lacks or that a test controls. */
  readonly environment?: Partial<Environment>;
}
