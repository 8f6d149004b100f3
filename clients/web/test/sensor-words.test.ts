import { describe, expect, it } from 'vitest';
import { correctionWords, disagreementWords, sensorFacts } from '../src/view/sensor-words.ts';
import type { SensorStatus } from '../src/wire.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

const sensor: SensorStatus = {
  id: 'gate-1',
  health: 'ok',
  lastSeen: '2026-11-24T11:59:48Z',
  readingsPerHour: 41.6,
  accepted: 10,
  duplicates: 0,
  late: 0,
  rejected: 0,
};

describe('the words about sensors', () => {
  it('say what is known, and of the battery only where it is told', () => {
    expect(sensorFacts(sensor, now)).toBe('heard 12 s ago · 42 readings/h');
    expect(sensorFacts({ ...sensor, battery: 7 }, now)).toBe('heard 12 s ago · 42 readings/h · battery 7 %');
  });

  it('say which way of counting tells more', () => {
    expect(disagreementWords({ gates: 60, spots: 57, difference: 3 })).toMatch(/^Gates count 3 more than spot sensors/);
    expect(disagreementWords({ gates: 57, spots: 60, difference: -3 })).toMatch(/^Spot sensors count 3 more than gates/);
    expect(disagreementWords({ gates: 60, spots: 60, difference: 0 })).toContain('agree');
  });

  it('say what was corrected, by whom and why', () => {
    const correction = { id: '1', at: '', by: 'ann', reason: 'counted', after: 45, day: '2026-11-24', drift: [] };
    expect(correctionWords({ ...correction, before: 48 })).toBe('48 → 45: counted (ann)');
    expect(correctionWords(correction)).toBe('not counted → 45: counted (ann)');
  });
});
