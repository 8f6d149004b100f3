import { describe, expect, it } from 'vitest';
import { attention, correctionWords, disagreementWords, sensorFacts } from '../src/view/sensor-words.ts';
import type { LevelAnomaly, SensorStatus } from '../src/wire.ts';

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

const repeated: LevelAnomaly = {
  kind: 'repeated',
  firstAt: '2026-11-24T11:30:00Z',
  at: '2026-11-24T11:30:00Z',
  times: 1,
  sensorId: 'gate-1',
  detail: 'It repeats.',
};

describe('the words about sensors', () => {
  it('point out the worst first, and nothing when all is well or long ago', () => {
    const silent: SensorStatus = { ...sensor, health: 'silent' };
    const failing: SensorStatus = { ...sensor, health: 'failing' };
    expect(attention({ sensors: [sensor, silent, failing], anomalies: [repeated] }, now)).toEqual({ tone: 'full', words: '1 failing' });
    expect(attention({ sensors: [sensor, silent, silent], anomalies: [repeated] }, now)).toEqual({ tone: 'unknown', words: '2 silent' });
    expect(attention({ sensors: [sensor], anomalies: [repeated] }, now)).toEqual({ tone: 'almostFull', words: 'Repeated readings' });
    expect(attention({ sensors: [sensor], anomalies: [repeated] }, now + 3_600_000)).toBeUndefined();
    expect(attention({ sensors: [sensor], anomalies: [] }, now)).toBeUndefined();
  });

  it('tell a clock that is ahead', () => {
    expect(sensorFacts({ ...sensor, clockOffset: 3599.6 }, now)).toMatch(/ · clock 60 min ahead$/);
    expect(sensorFacts({ ...sensor, clockOffset: -12 }, now)).not.toContain('clock');
  });

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
