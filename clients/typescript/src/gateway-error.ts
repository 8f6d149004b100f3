/** An error of a gateway, or the reason why it can't answer. */
export interface GatewayError {
  /** The gateway's stable code, such as `unknown-location`; empty when there is none, for example after a lost connection. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
}
