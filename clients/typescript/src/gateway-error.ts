/** What a gateway refuses, or why it can't answer. */
export interface GatewayError {
  /** The gateway's stable code, such as `unknown-location`; empty when there is none: a lost connection, for one. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
}
