import { describe, expect, it } from 'vitest';
import { ageWords, delayWords } from '../src/clock/age-words.ts';
import { ServerClock } from '../src/clock/server-clock.ts';

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

describe('words for times', () => {
  it.each([
    [-500, 'just now'],
    [999, 'just now'],
    [12_900, '12 s ago'],
    [61_000, '1 min ago'],
    [2 * 3_600_000, '2 h ago'],
    [3 * 86_400_000, '3 days ago'],
  ])('%d ms is %s', (age, words) => {
    expect(ageWords(age)).toBe(words);
  });

  it.each([
    [84.6, '85 ms'],
    [999, '1.0 s'],
    [1240, '1.2 s'],
    [12_000, '12 s'],
  ])('a delay of %d ms is %s', (delay, words) => {
    expect(delayWords(delay)).toBe(words);
  });
});
