import { describe, expect, it } from 'vitest';
import { byAttention } from '../src/view/sensor-order.ts';
import { attention, correctionWords, disagreementWords, sensorFacts, sensorMarks } from '../src/view/sensor-words.ts';
import type { LevelAnomaly, LevelSensors, SensorStatus } from '@live-parking/client';

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
    const words = (with_: Partial<LevelSensors>, at = now) =>
      attention({ sensors: [sensor], anomalies: [repeated], ...with_ }, 150, at).map(mark => mark.word);
    expect(words({ sensors: [sensor, silent, failing] })).toEqual(['1 failing', '1 silent']);
    expect(words({ sensors: [sensor, silent, silent] })).toEqual(['2 silent']);
    expect(words({ sensors: [sensor, { ...sensor, battery: 5 }] })).toEqual(['1 low battery']);
    expect(words({})).toEqual(['Repeated readings']);
    expect(words({}, now + 3_600_000)).toEqual([]);
    expect(words({ anomalies: [] })).toEqual([]);
  });

  it('point out ways of counting that differ by more than gates err', () => {
    const differ = (difference: number, total: number) =>
      attention({ sensors: [], anomalies: [], disagreement: { gates: 30 + difference, spots: 30, difference } }, total, now);
    expect(differ(20, 80)).toEqual([{ tone: 'almostFull', word: 'Counts differ by 20' }]);
    expect(differ(-20, 80)).toHaveLength(1);
    expect(differ(1, 20)).toEqual([]);
    expect(differ(3, 1000)).toEqual([]);
    expect(differ(20, 1000)).toHaveLength(1);
  });

  it('put sensors that want attention first, and count as people do', () => {
    const sensors: SensorStatus[] = [
      { ...sensor, id: 'bay-10' },
      { ...sensor, id: 'bay-9', battery: 21 },
      { ...sensor, id: 'bay-11', battery: 20 },
      { ...sensor, id: 'bay-12', health: 'silent', battery: 1 },
      { ...sensor, id: 'bay-13', health: 'failing' },
      { ...sensor, id: 'bay-2', health: 'silent' },
    ];
    expect(byAttention(sensors).map(({ id }) => id)).toEqual(['bay-13', 'bay-2', 'bay-12', 'bay-11', 'bay-9', 'bay-10']);
  });

  it('mark a low battery', () => {
    expect(sensorMarks({ health: 'ok', battery: 5 })).toEqual([
      { tone: 'open', word: 'OK' },
      { tone: 'almostFull', word: 'Battery 5 %' },
    ]);
    expect(sensorMarks({ health: 'silent', battery: 90 })).toEqual([{ tone: 'unknown', word: 'Silent' }]);
  });

  it('tell a clock that is ahead', () => {
    expect(sensorFacts({ ...sensor, clockOffset: 3599.6 }, now)).toMatch(/ · clock 60 min ahead$/);
    expect(sensorFacts({ ...sensor, clockOffset: -12 }, now)).not.toContain('clock');
  });

  it('say what is known, and of the battery only where it is told', () => {
    expect(sensorFacts(sensor, now)).toBe('heard 12 s ago · 42 readings/h');
    expect(sensorFacts({ ...sensor, battery: 70 }, now)).toBe('heard 12 s ago · 42 readings/h · battery 70 %');
    expect(sensorFacts({ ...sensor, battery: 7 }, now)).not.toContain('battery');
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
