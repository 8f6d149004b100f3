import { describe, expect, it } from 'vitest';
import { usableSpots } from '../../src/driver/levels/usable-spots.ts';
import { level } from '../support/samples.ts';

describe('usableSpots', () => {
  it('promises no spots of closed and unknown levels', () => {
    const levels = [
      level({ total: 80, occupied: 73 }),
      level({ total: 60, occupied: 10, status: 'closed' }),
      level({ total: 40, status: 'unknown' }),
    ];
    expect(usableSpots(levels)).toEqual({ total: 80, occupied: 73, available: 7 });
  });

  it('adds what is free, not what is missing: an overfull level takes nothing from another', () => {
    expect(usableSpots([level({ total: 10, occupied: 13, status: 'full' }), level({ total: 10, occupied: 6 })])).toEqual({
      total: 20,
      occupied: 19,
      available: 4,
    });
  });

  it('still tells the size of a location that is closed altogether', () => {
    expect(usableSpots([level({ total: 60, occupied: 10, status: 'closed' })]).total).toBe(60);
  });
});
