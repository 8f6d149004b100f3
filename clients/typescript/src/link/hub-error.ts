import type { GatewayError } from '../gateway-error.ts';

/** Reads `… HubException: unknown-location: There is no location 'x'.`, the way the SignalR client shows a hub's error. */
export function readHubError(error: unknown): GatewayError {
  const text = error instanceof Error ? error.message : String(error);
  const told = /HubException: ([a-z][a-z0-9-]*): ?([\s\S]*)$/.exec(text);
  return told === null ? { code: '', message: text } : { code: told[1] ?? '', message: (told[2] ?? '').trim() };
}
