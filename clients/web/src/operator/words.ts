import type { Alarm, AlarmEventKind, AlarmKind, AlarmRank, AlarmState, DeliveryState, OccupancyStatus } from '@live-parking/client';

/** Words of the console. */
export const statusWords: Readonly<Record<OccupancyStatus, string>> = {
  open: 'Open',
  almostFull: 'Almost full',
  full: 'Full',
  closed: 'Closed',
  unknown: 'Unknown',
};

export const rankWords: Readonly<Record<AlarmRank, string>> = { high: 'High', medium: 'Medium', low: 'Low' };

export const stateWords: Readonly<Record<AlarmState, string>> = {
  active: 'Active',
  acknowledged: 'Acknowledged',
  shelved: 'Shelved',
  cleared: 'Cleared',
};

export const eventWords: Readonly<Record<AlarmEventKind, string>> = { test: 'Test', raised: 'Began', cleared: 'Over' };

export const deliveryWords: Readonly<Record<DeliveryState, string>> = { waiting: 'waiting', delivered: 'delivered', givenUp: 'given up' };

export const kindWords: Readonly<Record<AlarmKind, string>> = {
  siteUnreachable: 'Site unreachable',
  cameraOffline: 'Camera offline',
  cameraFrozen: 'Camera frozen',
  sensorFailing: 'Sensor failing',
  sensorSilent: 'Sensor silent',
  sensorBattery: 'Battery low',
  levelStale: 'Numbers old',
  countImpossible: 'Count impossible',
  countDisagreement: 'Counts disagree',
  countDrift: 'Count drifted',
  levelFull: 'Full for long',
  brokerLost: 'Broker lost',
  quarantineNotEmpty: 'Quarantine',
  storeTrouble: 'Store in trouble',
};

/** The place of an alarm in words. */
export function placeOf(alarm: Alarm, nameOf: (locationId: string) => string): string {
  if (alarm.locationId === undefined) return 'Whole system';
  const name = nameOf(alarm.locationId);
  return alarm.levelId === undefined ? name : `${name}, ${alarm.levelId}`;
}

/** How long ago something was: `12 s`, `5 min`, `3 h`, `2 d`. */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

const count = new Intl.NumberFormat('en');

/** A number with separators. */
export function number(value: number): string {
  return count.format(value);
}
