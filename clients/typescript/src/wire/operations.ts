/** What operators of many sites see: overview and alarms. */

import type { CameraCounts, LevelCounts, LocationSummary, Spots } from './parking.ts';

/** Number of alarms by rank; shelved ones do not count. */
export interface AlarmCounts {
  readonly high: number;
  readonly medium: number;
  readonly low: number;
}

/** All locations that an operator may see, at one moment. */
export interface OverviewSnapshot {
  readonly locations: readonly LocationSummary[];
  readonly totals: OverviewTotals;
  readonly asOf: string;
  /** The next change has the next number. */
  readonly version: number;
}

/** What has changed in the overview since the message before. */
export interface OverviewChange {
  /** The id and the members that differ; a member that is gone is null. A location that is new here is whole. */
  readonly changed: readonly LocationSummaryChange[];
  /** Ids of locations that are gone. */
  readonly removed: readonly string[];
  /** Absent when they are the same. */
  readonly totals?: OverviewTotals;
  readonly asOf: string;
  /** One more than that of the message before: a client that misses one subscribes again. */
  readonly version: number;
}

/** The members of a location that differ. */
export type LocationSummaryChange = { readonly id: string } & { readonly [M in keyof LocationSummary]?: LocationSummary[M] | null };

/** Sums over locations. */
export interface OverviewTotals {
  readonly locations: number;
  readonly spots: Spots;
  readonly levels: LevelCounts;
  readonly cameras: CameraCounts;
  readonly alarms: AlarmCounts;
}

/** What is wrong. */
export type AlarmKind =
  | 'siteUnreachable'
  | 'cameraOffline'
  | 'cameraFrozen'
  | 'sensorFailing'
  | 'sensorSilent'
  | 'sensorBattery'
  | 'levelStale'
  | 'countImpossible'
  | 'countDisagreement'
  | 'countDrift'
  | 'levelFull'
  | 'brokerLost'
  | 'quarantineNotEmpty'
  | 'storeTrouble';

/** How much an alarm matters: act now, act today, know about it. */
export type AlarmRank = 'high' | 'medium' | 'low';

/** The state of an alarm: an acknowledged one becomes active again when more of the same fails. */
export type AlarmState = 'active' | 'acknowledged' | 'shelved' | 'cleared';

/** A fault that an operator should know. Many faults of one cause at one location are one alarm. */
export interface Alarm {
  readonly id: string;
  /** Absent for the system as a whole. */
  readonly locationId?: string;
  readonly levelId?: string;
  readonly cameraId?: string;
  readonly sensorId?: string;
  readonly groups?: readonly string[];
  readonly kind: AlarmKind;
  readonly rank: AlarmRank;
  /** One sentence for people. */
  readonly cause: string;
  /** How many things have this fault. */
  readonly count: number;
  readonly since: string;
  readonly lastAt: string;
  readonly state: AlarmState;
  /** Who acknowledged or shelved it. */
  readonly by?: string;
  /** Until when it is shelved. */
  readonly until?: string;
  readonly note?: string;
  readonly version: number;
}

/** Which alarms; what is absent does not matter. */
export interface AlarmFilter {
  readonly state?: AlarmState;
  readonly rank?: AlarmRank;
  readonly location?: string;
  readonly group?: string;
}

/** The answer of `GET /api/v1/alarms`. */
export interface AlarmsAnswer {
  readonly alarms: readonly Alarm[];
}

/** When something is an alarm; what is absent is that of the groups or of the system. */
export interface AlarmLimits {
  /** A battery below this is low: percent, 1 to 99. */
  readonly batteryBelowPercent?: number;
  /** A level that is full for so many minutes is an alarm, 1 to 10,080. */
  readonly fullAfterMinutes?: number;
  /** A correction by more of the counted cars is drift: percent, 1 to 100. */
  readonly driftAbovePercent?: number;
  /** Counting methods that differ by more of the spots disagree: percent, 1 to 100. */
  readonly disagreementAbovePercent?: number;
}

/** The answer of `GET /api/v1/alarm-limits`. */
export interface AlarmLimitsAnswer {
  /** By the id of the location. */
  readonly locations: Readonly<Record<string, AlarmLimits>>;
  readonly groups: Readonly<Record<string, AlarmLimits>>;
}

/** All settings of a site: `GET` and `PUT /api/v1/locations/{id}/site`. The settings are as they are put for a location and for a level. */
export interface SiteSettings {
  readonly location: Readonly<Record<string, unknown>>;
  /** By the id of the level. */
  readonly levels: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly alarmLimits?: AlarmLimits;
}

/** A part of a site that is made, changed or removed. */
export interface SiteChange {
  readonly part: 'location' | 'level' | 'alarmLimits';
  readonly levelId?: string;
  readonly change: 'create' | 'update' | 'remove';
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The answer of `PUT /api/v1/locations/{id}/site`. */
export interface SiteAnswer {
  /** Whether nothing was done. */
  readonly dryRun: boolean;
  /** Empty when the site already is as it was put. */
  readonly changes: readonly SiteChange[];
}
