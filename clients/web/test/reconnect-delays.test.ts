import { describe, expect, it } from 'vitest';
import { isTokenRefused, readHubError } from '../src/link/hub-error.ts';
import { linkHealth } from '../src/link/link-health.ts';
import { reconnectDelay } from '../src/link/reconnect-delays.ts';
import { listDelay } from '../src/parking/list-delay.ts';

describe('reconnectDelay', () => {
  it('comes quickly first, then ever later, and stays at ten seconds', () => {
    expect(Array.from({ length: 9 }, (_, attempt) => reconnectDelay(attempt, 0.5))).toEqual([
      250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000, 10_000,
    ]);
  });

  it('varies by a quarter both ways', () => {
    expect(reconnectDelay(2, 0)).toBe(750);
    expect(reconnectDelay(2, 0.999)).toBeLessThanOrEqual(1250);
  });

  it('makes the first three attempts within two seconds of the loss', () => {
    expect(reconnectDelay(0, 0.999) + reconnectDelay(1, 0.999) + reconnectDelay(2, 0.499)).toBeLessThan(2000);
  });
});

describe('listDelay', () => {
  it('asks soon while there is nothing to show', () => {
    expect(listDelay(undefined, 0.5)).toBe(3000);
    expect(listDelay(0, 0.5)).toBe(3000);
    expect(listDelay(3, 0.5)).toBe(30_000);
  });
});

describe('linkHealth', () => {
  it('leaves a person in peace about short interruptions', () => {
    expect(linkHealth(undefined, false, 10_000)).toBe('live');
    expect(linkHealth(9000, false, 10_000)).toBe('connecting');
    expect(linkHealth(8000, false, 10_000)).toBe('lost');
  });

  it('has patience with a first attempt that is under way, and not for ever', () => {
    expect(linkHealth(0, true, 9000)).toBe('connecting');
    expect(linkHealth(0, true, 10_000)).toBe('lost');
  });
});

describe('readHubError', () => {
  it('reads the code and the sentence of a hub error', () => {
    const error = new Error(
      "An unexpected error occurred invoking 'SubscribeToParking' on the server. HubException: unknown-location: There is no location 'x'.",
    );
    expect(readHubError(error)).toEqual({ code: 'unknown-location', message: "There is no location 'x'." });
  });

  it('leaves other errors without a code', () => {
    expect(readHubError(new Error('Invocation canceled due to the underlying connection being closed.')).code).toBe('');
    expect(readHubError('odd').message).toBe('odd');
  });
});

describe('isTokenRefused', () => {
  it('sees the status within what the client says', () => {
    expect(isTokenRefused(new Error("Failed to complete negotiation with the server: Error: Unauthorized: Status code '401'"))).toBe(true);
    expect(isTokenRefused(new Error("Failed to complete negotiation with the server: Error: Status code '502'"))).toBe(false);
    expect(isTokenRefused(undefined)).toBe(false);
  });
});
