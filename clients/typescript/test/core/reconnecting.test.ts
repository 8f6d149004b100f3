import { describe, expect, it } from 'vitest';
import { readHubError } from '../../src/link/hub-error.ts';
import { connectDelay, reconnectDelay } from '../../src/link/reconnect-delays.ts';

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

describe('connectDelay', () => {
  const delays = (count: number, luck: number) => Array.from({ length: count }, (_, attempt) => connectDelay(attempt, luck));

  it('is under a second while a gateway may be restarting, for a quarter of a minute', () => {
    expect(Math.max(...delays(22, 0.999))).toBeLessThan(1000);
    expect(delays(22, 0.5).reduce((sum, delay) => sum + delay, 0)).toBeGreaterThan(15_000);
  });

  it('is ever longer after that, and stays at ten seconds', () => {
    expect(delays(28, 0.5).slice(20)).toEqual([750, 750, 1000, 2000, 4000, 8000, 10_000, 10_000]);
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
