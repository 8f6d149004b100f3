import { describe, expect, it } from 'vitest';
import { shouldWatch } from '../src/cameras/watch-conditions.ts';

describe('shouldWatch', () => {
  const seen = { isWanted: true, pageVisible: true, inView: true, enlarged: false, anyEnlarged: false };

  it('watches what is on the screen', () => {
    expect(shouldWatch(seen)).toBe(true);
    expect(shouldWatch({ ...seen, inView: false })).toBe(false);
    expect(shouldWatch({ ...seen, isWanted: false })).toBe(false);
    expect(shouldWatch({ ...seen, pageVisible: false })).toBe(false);
  });

  it('watches only the enlarged one while there is one', () => {
    expect(shouldWatch({ ...seen, anyEnlarged: true })).toBe(false);
    expect(shouldWatch({ ...seen, inView: false, anyEnlarged: true, enlarged: true })).toBe(true);
    expect(shouldWatch({ ...seen, pageVisible: false, inView: true, anyEnlarged: true, enlarged: true })).toBe(false);
  });
});
