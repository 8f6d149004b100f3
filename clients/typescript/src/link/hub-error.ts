import type { GatewayError } from '../gateway-error.ts';

/** Reads `… HubException: unknown-location: There is no location 'x'.`, the way the SignalR client shows a hub's error. */
export function readHubError(error: unknown): GatewayError {
  const text = error instanceof Error ? error.message : String(error);
  const match = /HubException: ([a-z][a-z0-9-]*): ?([\s\S]*)$/.exec(text);
  return match === null ? { code: '', message: text } : { code: match[1] ?? '', message: (match[2] ?? '').trim() };
}
