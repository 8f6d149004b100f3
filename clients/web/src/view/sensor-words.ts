import { ageWords } from '../clock/age-words.ts';
import type { AnomalyKind, Correction, CountDisagreement, SensorHealth, SensorStatus } from '../wire.ts';

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
  ].join(' · ');
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
