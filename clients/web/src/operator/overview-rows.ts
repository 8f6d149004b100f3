import type { AlarmCounts, LocationSummary, OccupancyStatus } from '@live-parking/client';

/** By what the table is sorted. */
export type SortKey = 'alarms' | 'name' | 'status' | 'available' | 'occupied' | 'levels' | 'cameras';

/** What the table shows. */
export interface OverviewChoice {
  readonly search: string;
  readonly group: string;
  readonly status: OccupancyStatus | '';
  readonly sort: SortKey;
  readonly isDescending: boolean;
  readonly onlyTrouble: boolean;
}

export const firstChoice: OverviewChoice = { search: '', group: '', status: '', sort: 'alarms', isDescending: true, onlyTrouble: false };

const statusRanks: Readonly<Record<OccupancyStatus, number>> = { unknown: 4, full: 3, almostFull: 2, closed: 1, open: 0 };

/** The alarms of a location as one number, so that one of a higher rank outweighs all of the lower ones. */
export function alarmWeight({ high, medium, low }: AlarmCounts = { high: 0, medium: 0, low: 0 }): number {
  return high * 1e6 + medium * 1e3 + low;
}

/** How full a location is, 0 to 1; nothing without spots. */
export function fullness({ spots }: Pick<LocationSummary, 'spots'>): number {
  return spots.total === 0 ? 0 : Math.min(1, spots.occupied / spots.total);
}

const values: Readonly<Record<SortKey, (location: LocationSummary) => number | string>> = {
  alarms: location => alarmWeight(location.alarms),
  name: location => location.name.toLowerCase(),
  status: location => statusRanks[location.status],
  available: location => location.spots.available,
  occupied: fullness,
  levels: location => location.levels.stale + location.levels.unknown,
  cameras: location => location.cameras.offline + location.cameras.frozen,
};

/** The rows of the table. Equal ones stay in the order of their names, so that rows do not jump with every number. */
export function overviewRows(locations: readonly LocationSummary[], choice: OverviewChoice): readonly LocationSummary[] {
  const search = choice.search.trim().toLowerCase();
  const found = locations.filter(
    location =>
      (search === '' || location.name.toLowerCase().includes(search) || location.id.includes(search) || location.address?.toLowerCase().includes(search) === true) &&
      (choice.group === '' || location.groups?.includes(choice.group) === true) &&
      (choice.status === '' || location.status === choice.status) &&
      (!choice.onlyTrouble || isTrouble(location)),
  );
  const value = values[choice.sort];
  const direction = choice.isDescending ? -1 : 1;
  return found.sort((one, other) => direction * compare(value(one), value(other)) || compare(one.name, other.name) || compare(one.id, other.id));
}

/** The groups of all locations, in the order of their names. */
export function groupsOf(locations: readonly LocationSummary[]): readonly string[] {
  return [...new Set(locations.flatMap(location => location.groups ?? []))].sort();
}

function isTrouble(location: LocationSummary): boolean {
  return alarmWeight(location.alarms) > 0 || location.levels.stale + location.levels.unknown + location.cameras.offline + location.cameras.frozen > 0;
}

function compare(one: number | string, other: number | string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
