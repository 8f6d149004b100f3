import { describe, expect, it } from 'vitest';
import { ageWords, delayWords } from '../../src/driver/clock/age-words.ts';

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
