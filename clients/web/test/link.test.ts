import { describe, expect, it } from 'vitest';
import { linkHealth } from '@live-parking/client/driver';
import { listDelay } from '../src/parking/list-delay.ts';

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
