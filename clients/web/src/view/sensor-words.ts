import { ageWords } from '@live-parking/client/driver';
import { formatNumber, t } from '../language/language.ts';
import type { AnomalyKind, Correction, CountDisagreement, LevelSensors, SensorHealth, SensorStatus } from '@live-parking/client';
import type { Mark } from './inspection-lines.ts';
import { isBatteryLow } from './sensor-order.ts';

/** For how long after it happened what does not fit is pointed out, milliseconds. */
const recently = 3_600_000;

/** A clock that is ahead by less is not worth a word, seconds. */
const clockLead = 60;

/** Ways of counting that differ by less are not worth a word: cars, and share of the level's spots. */
const leastApart = 2;
const shareApart = 0.02;

const healthTones: Readonly<Record<SensorHealth, Mark['tone']>> = { ok: 'open', silent: 'unknown', failing: 'full' };

/** The health of a sensor, and its battery state. */
export function sensorMarks(sensor: Pick<SensorStatus, 'health' | 'battery'>): Mark[] {
  const { health, battery } = sensor;
  return [
    { tone: healthTones[health], word: t(`sensor.${health}`) },
    ...(isBatteryLow(sensor) ? [{ tone: 'almostFull', word: t('sensor.battery', { n: battery ?? 0 }) } as const] : []),
  ];
}

/** The kind of an anomaly in people's words. */
export function anomalyWord(kind: AnomalyKind): string {
  return t(`anomaly.${kind}`);
}

/** The facts of a sensor beside its marks, in short. @param now By the gateway's clock, Unix milliseconds. */
export function sensorFacts(sensor: SensorStatus, now: number): string {
  return [
    t('sensor.heard', { age: ageWords(now - Date.parse(sensor.lastSeen)) }),
    t('sensor.rate', { count: Math.round(sensor.readingsPerHour) }),
    ...(sensor.battery === undefined || isBatteryLow(sensor) ? [] : [t('sensor.charge', { n: sensor.battery })]),
    ...(sensor.clockOffset === undefined || sensor.clockOffset < clockLead ? [] : [t('sensor.clock', { n: Math.round(sensor.clockOffset / 60) })]),
  ].join(' · ');
}

/**
 * What an operator should look at, the worst first; empty when all is well.
 * @param total Spots of the level: gates that are off by little against many spots are nothing to look at.
 * @param now By the gateway's clock, Unix milliseconds.
 */
export function attention(
  { sensors, anomalies, disagreement }: Pick<LevelSensors, 'sensors' | 'anomalies' | 'disagreement'>,
  total: number,
  now: number,
): Mark[] {
  const marks: Mark[] = [];
  const failing = sensors.filter(sensor => sensor.health === 'failing').length;
  if (failing > 0) marks.push({ tone: 'full', word: t('sensor.failingCount', { count: failing }) });
  const silent = sensors.filter(sensor => sensor.health === 'silent').length;
  if (silent > 0) marks.push({ tone: 'unknown', word: t('sensor.silentCount', { count: silent }) });
  const apart = Math.abs(disagreement?.difference ?? 0);
  if (apart >= Math.max(leastApart, shareApart * total))
    marks.push({ tone: 'almostFull', word: t('sensor.differ', { n: apart }) });
  const low = sensors.filter(isBatteryLow).length;
  if (low > 0) marks.push({ tone: 'almostFull', word: t('sensor.lowBatteries', { count: low }) });
  if (marks.length > 0) return marks;
  const newest = anomalies.find(anomaly => anomaly.kind !== 'silent' && now - Date.parse(anomaly.at) < recently);
  return newest === undefined ? [] : [{ tone: 'almostFull', word: anomalyWord(newest.kind) }];
}

/** The text when gates and spot sensors give different numbers. */
export function disagreementWords({ gates, spots, difference }: CountDisagreement): string {
  if (difference === 0) return t('sensor.agree', { count: gates });
  return t(difference > 0 ? 'sensor.gatesMore' : 'sensor.spotsMore', { n: Math.abs(difference), gates, spots });
}

/** One correction in a line. */
export function correctionWords({ before, after, by, reason }: Correction): string {
  const from = before === undefined ? t('correct.notCounted') : formatNumber(before);
  return t('correct.line', { from, to: after, reason, by });
}
