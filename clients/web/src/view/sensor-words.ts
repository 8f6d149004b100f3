import { ageWords } from '../clock/age-words.ts';
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

const healthWords: Readonly<Record<SensorHealth, string>> = { ok: 'OK', silent: 'Silent', failing: 'Failing' };

const healthTones: Readonly<Record<SensorHealth, Mark['tone']>> = { ok: 'open', silent: 'unknown', failing: 'full' };

const anomalyWords: Readonly<Record<AnomalyKind, string>> = {
  belowZero: 'Below zero',
  aboveCapacity: 'Above capacity',
  clockAhead: 'Clock ahead',
  rejected: 'Rejected readings',
  repeated: 'Repeated readings',
  silent: 'Silent sensor',
  tooManySensors: 'Too many sensors',
};

/** How a sensor is, and what its battery wants. */
export function sensorMarks(sensor: Pick<SensorStatus, 'health' | 'battery'>): Mark[] {
  const { health, battery } = sensor;
  return [
    { tone: healthTones[health], word: healthWords[health] },
    ...(isBatteryLow(sensor) ? [{ tone: 'almostFull', word: `Battery ${battery} %` } as const] : []),
  ];
}

/** The kind of an anomaly in people's words. */
export function anomalyWord(kind: AnomalyKind): string {
  return anomalyWords[kind];
}

function rateWords(perHour: number): string {
  return `${perHour.toLocaleString('en')} ${perHour === 1 ? 'reading' : 'readings'}/h`;
}

/** What is known of a sensor beside its marks, in short. @param now By the gateway's clock, Unix milliseconds. */
export function sensorFacts(sensor: SensorStatus, now: number): string {
  return [
    `heard ${ageWords(now - Date.parse(sensor.lastSeen))}`,
    rateWords(Math.round(sensor.readingsPerHour)),
    ...(sensor.battery === undefined || isBatteryLow(sensor) ? [] : [`battery ${sensor.battery} %`]),
    ...(sensor.clockOffset === undefined || sensor.clockOffset < clockLead ? [] : [`clock ${Math.round(sensor.clockOffset / 60)} min ahead`]),
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
  if (failing > 0) marks.push({ tone: 'full', word: `${failing.toLocaleString('en')} failing` });
  const silent = sensors.filter(sensor => sensor.health === 'silent').length;
  if (silent > 0) marks.push({ tone: 'unknown', word: `${silent.toLocaleString('en')} silent` });
  const apart = Math.abs(disagreement?.difference ?? 0);
  if (apart >= Math.max(leastApart, shareApart * total))
    marks.push({ tone: 'almostFull', word: `Counts differ by ${apart.toLocaleString('en')}` });
  const low = sensors.filter(isBatteryLow).length;
  if (low > 0) marks.push({ tone: 'almostFull', word: low === 1 ? '1 low battery' : `${low.toLocaleString('en')} low batteries` });
  if (marks.length > 0) return marks;
  const newest = anomalies.find(anomaly => anomaly.kind !== 'silent' && now - Date.parse(anomaly.at) < recently);
  return newest === undefined ? [] : [{ tone: 'almostFull', word: anomalyWord(newest.kind) }];
}

/** Where gates and spot sensors tell different numbers. */
export function disagreementWords({ gates, spots, difference }: CountDisagreement): string {
  if (difference === 0) return `Gates and spot sensors agree: ${gates.toLocaleString('en')} cars.`;
  const [more, less] = difference > 0 ? ['Gates', 'spot sensors'] : ['Spot sensors', 'gates'];
  return `${more} count ${Math.abs(difference).toLocaleString('en')} more than ${less}: ${gates.toLocaleString('en')} by gates, ${spots.toLocaleString('en')} by spots.`;
}

/** One correction in a line. */
export function correctionWords({ before, after, by, reason }: Correction): string {
  const from = before === undefined ? 'not counted' : before.toLocaleString('en');
  return `${from} → ${after.toLocaleString('en')}: ${reason} (${by})`;
}
