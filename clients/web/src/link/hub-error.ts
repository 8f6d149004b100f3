/** An error that a hub reports: a stable code and a sentence. */
export interface HubError {
  /** Empty when the error carries no code: a lost connection, for one. */
  readonly code: string;
  readonly message: string;
}

/** Reads `… HubException: unknown-location: There is no location 'x'.`, the way the SignalR client shows a hub's error. */
export function readHubError(error: unknown): HubError {
  const text = error instanceof Error ? error.message : String(error);
  const told = /HubException: ([a-z][a-z0-9-]*): ?([\s\S]*)$/.exec(text);
  return told === null ? { code: '', message: text } : { code: told[1] ?? '', message: (told[2] ?? '').trim() };
}

/** Whether connecting failed because the gateway does not accept the token. The client tells the HTTP status only within its message. */
export function isTokenRefused(error: unknown): boolean {
  return error instanceof Error && /status code '?40[13]\b/i.test(error.message);
}
