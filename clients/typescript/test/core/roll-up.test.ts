import { describe, expect, it } from 'vitest';
import { rollUpStatus, sumOfSpots } from '../../src/parking/roll-up.ts';
import type { OccupancyStatus } from '../../src/wire.ts';
import { level } from '../support/samples.ts';

describe('rollUpStatus', () => {
  it.each<[OccupancyStatus[], OccupancyStatus]>([
    [[], 'unknown'],
    [['full', 'open', 'closed'], 'open'],
    [['full', 'almostFull'], 'almostFull'],
    [['full', 'closed', 'unknown'], 'full'],
    [['closed', 'closed'], 'closed'],
    [['closed', 'unknown'], 'unknown'],
  ])('of %j is %s', (statuses, expected) => {
    expect(rollUpStatus(statuses.map(status => ({ status })))).toBe(expected);
  });
});

describe('sumOfSpots', () => {
  it('adds all levels, as the gateway does', () => {
    const levels = [level({ total: 80, occupied: 73 }), level({ total: 60, occupied: 10, status: 'closed' }), level({ total: 10, occupied: 13 })];
    expect(sumOfSpots(levels)).toEqual({ total: 150, occupied: 96, available: 54 });
    expect(sumOfSpots([level({ total: 10, occupied: 13 })]).available).toBe(0);
  });
});
