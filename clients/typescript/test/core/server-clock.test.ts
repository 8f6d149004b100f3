import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../src/clock/server-clock.ts';

/** The `Date` header of an answer that the gateway gave at this time. */
function header(time: number): string {
  return new Date(time).toUTCString();
}

describe('ServerClock', () => {
  const noon = Date.parse('2026-11-22T12:00:00.600Z');

  it('leaves a clock alone that fits', () => {
    const clock = new ServerClock();
    clock.learn(noon, noon + 40, header(noon + 20));
    expect(clock.offset).toBe(0);
    expect(clock.at(noon)).toBe(noon);
  });

  it('corrects a clock that is two minutes late to within a second, and better with more answers', () => {
    const clock = new ServerClock();
    const behind = 120_000;
    const errors: number[] = [];
    for (const later of [0, 3300, 7800, 11_100]) {
      clock.learn(noon + later, noon + later + 20, header(noon + later + 10 + behind));
      errors.push(behind - clock.offset);
    }
    expect(Math.max(...errors)).toBeLessThan(1020);
    expect(errors[3]).toBeLessThanOrEqual(errors[0] ?? 0);
    expect(Math.min(...errors)).toBeGreaterThanOrEqual(-20);
  });

  it('corrects a clock that is ahead', () => {
    const clock = new ServerClock();
    clock.learn(noon, noon + 20, header(noon - 60_000));
    expect(clock.offset).toBeLessThan(-58_900);
    expect(clock.offset).toBeGreaterThan(-61_000);
  });

  it('starts afresh when a clock was set', () => {
    const clock = new ServerClock();
    clock.learn(noon, noon + 20, header(noon + 500_000));
    clock.learn(noon + 5000, noon + 5020, header(noon + 5010));
    expect(clock.offset).toBe(0);
  });

  it('ignores an answer without a date', () => {
    const clock = new ServerClock();
    clock.learn(noon, noon, null);
    clock.learn(noon, noon, 'yesterday');
    expect(clock.offset).toBe(0);
    expect(clock.isKnown).toBe(false);
  });
});
