/** An error that a gateway reported, or why a request to it failed. */
export interface GatewayError {
  /** The gateway's stable code, such as `unknown-location`; empty when there is none, for example after a lost connection. */
  readonly code: string;
  /** Text to display. */
  readonly message: string;
}
