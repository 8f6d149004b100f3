import { describe, expect, it } from 'vitest';
import { bestLevel, freeSpots } from '../../src/parking/best-level.ts';
import { level } from '../support/samples.ts';

describe('bestLevel', () => {
  const best = (...levels: Parameters<typeof level>[0][]) => bestLevel(levels.map(level))?.levelId;

  it('is the one with the most room, and of equals the first', () => {
    expect(best({ levelId: 'p1', occupied: 60 }, { levelId: 'p2', occupied: 40 }, { levelId: 'p3', occupied: 40 })).toBe('p2');
  });

  it('is an open one before one that is almost full, and a fresh one before a stale one', () => {
    expect(best({ levelId: 'p1', total: 1000, occupied: 900, status: 'almostFull' }, { levelId: 'p2', total: 10, occupied: 5 })).toBe('p2');
    expect(best({ levelId: 'p1', stale: true }, { levelId: 'p2', occupied: 90 })).toBe('p2');
    expect(best({ levelId: 'p1', status: 'almostFull', occupied: 95 }, { levelId: 'p2', stale: true, occupied: 90 })).toBe('p2');
  });

  it('is never one that is full, closed or unknown', () => {
    expect(best({ status: 'full', occupied: 99 }, { status: 'closed' }, { status: 'unknown' })).toBeUndefined();
    expect(best({ occupied: 100 })).toBeUndefined();
    expect(best()).toBeUndefined();
  });

  it('is for a driver who needs a type of spot the one with the most of that type', () => {
    const spots = (total: number, occupied: number) => ({ total, occupied, available: total - occupied });
    const p1 = { ...level({ levelId: 'p1', occupied: 10 }), byType: { ev: spots(4, 3), standard: spots(96, 7) } };
    const p2 = { ...level({ levelId: 'p2', occupied: 60 }), byType: { ev: spots(8, 2) } };
    const p3 = level({ levelId: 'p3', occupied: 0 });
    expect(bestLevel([p1, p2, p3], 'ev')?.levelId).toBe('p2');
    expect(bestLevel([p1, p2, p3])?.levelId).toBe('p3');
    expect(bestLevel([p1, p2, p3], 'family')).toBeUndefined();
    expect(freeSpots({ ...p2, spots: spots(100, 97) }, 'ev')).toBe(3);
    expect(freeSpots(p3, 'ev')).toBeUndefined();
  });
});
