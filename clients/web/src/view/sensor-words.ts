import { ageWords } from '../clock/age-words.ts';
import type { AnomalyKind, Correction, CountDisagreement, LevelSensors, SensorHealth, SensorStatus } from '../wire.ts';

/** For how long after it happened what does not fit is pointed out, milliseconds. */
const recently = 3_600_000;

/** A clock that is ahead by less is not worth a word, seconds. */
const clockLead = 60;

const healthWords: Readonly<Record<SensorHealth, string>> = { ok: 'OK', silent: 'Silent', failing: 'Failing' };

const anomalyWords: Readonly<Record<AnomalyKind, string>> = {
  belowZero: 'Below zero',
  aboveCapacity: 'Above capacity',
  clockAhead: 'Clock ahead',
  rejected: 'Rejected readings',
  repeated: 'Repeated readings',
  silent: 'Silent sensor',
};

/** The health of a sensor in people's words. */
export function healthWord(health: SensorHealth): string {
  return healthWords[health];
}

/** The kind of an anomaly in people's words. */
export function anomalyWord(kind: AnomalyKind): string {
  return anomalyWords[kind];
}

/** What is known of a sensor, in short. @param now By the gateway's clock, Unix milliseconds. */
export function sensorFacts(sensor: SensorStatus, now: number): string {
  return [
    `heard ${ageWords(now - Date.parse(sensor.lastSeen))}`,
    `${Math.round(sensor.readingsPerHour).toLocaleString('en')} readings/h`,
    ...(sensor.battery === undefined ? [] : [`battery ${sensor.battery} %`]),
    ...(sensor.clockOffset === undefined || sensor.clockOffset < clockLead ? [] : [`clock ${Math.round(sensor.clockOffset / 60)} min ahead`]),
  ].join(' · ');
}

/** What an operator should look at, the worst first; nothing when all is well. @param now By the gateway's clock, Unix milliseconds. */
export function attention(
  { sensors, anomalies }: Pick<LevelSensors, 'sensors' | 'anomalies'>,
  now: number,
): { readonly tone: 'full' | 'unknown' | 'almostFull'; readonly words: string } | undefined {
  const failing = sensors.filter(sensor => sensor.health === 'failing').length;
  if (failing > 0) return { tone: 'full', words: `${failing.toLocaleString('en')} failing` };
  const silent = sensors.filter(sensor => sensor.health === 'silent').length;
  if (silent > 0) return { tone: 'unknown', words: `${silent.toLocaleString('en')} silent` };
  const newest = anomalies.find(anomaly => anomaly.kind !== 'silent' && now - Date.parse(anomaly.at) < recently);
  return newest && { tone: 'almostFull', words: anomalyWord(newest.kind) };
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
