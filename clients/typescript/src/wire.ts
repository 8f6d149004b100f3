/**
 * The messages from and to the gateway, exactly as on the wire. Times are ISO-8601 UTC texts, except
 * `capturedAt`, which is Unix milliseconds. Absent members are left out, never null.
 */

/** The occupancy in one word; `unknown` until the first reading. */
export type OccupancyStatus = 'open' | 'almostFull' | 'full' | 'closed' | 'unknown';

/** Where the occupancy is heading. */
export type OccupancyTrend = 'filling' | 'steady' | 'emptying';

/** Spots of a level or location; `available` is `max(0, total - occupied)`. */
export interface Spots {
  readonly total: number;
  /** May exceed `total` when more cars were counted than there are spots. */
  readonly occupied: number;
  readonly available: number;
}

/** A level as phones see it. */
export interface LevelStatus {
  readonly locationId: string;
  readonly levelId: string;
  readonly name: string;
  readonly spots: Spots;
  readonly byType?: Readonly<Record<string, Spots>>;
  readonly status: OccupancyStatus;
  readonly trend?: OccupancyTrend;
  /** The sensors have been silent for longer than they should be. */
  readonly stale: boolean;
  readonly confidence?: number;
  /** Only grows, also across removal and re-creation; steps may be larger than 1. */
  readonly version: number;
  readonly updatedAt: string;
  /** Metres. */
  readonly heightLimit?: number;
  /** Why an operator closed it, as text to display. */
  readonly closedReason?: string;
  /** When its hours open it next, while they have closed it. */
  readonly opensAt?: string;
  /** When its hours close it next, while it is not closed. */
  readonly closesAt?: string;
}

/** A location as phones see it. */
export interface LocationStatus {
  readonly id: string;
  readonly name: string;
  readonly status: OccupancyStatus;
  readonly spots: Spots;
  readonly levels: readonly LevelStatus[];
  readonly cameras: readonly CameraStatus[];
  readonly version: number;
  readonly updatedAt: string;
  /** Postal address, as text to display. */
  readonly address?: string;
  /** Where the entrance is. */
  readonly position?: GeoPosition;
  /** OSM `opening_hours` syntax; absent when it is always open. */
  readonly openingHours?: string;
  /** IANA name of the time zone of the opening hours; absent for UTC. */
  readonly timeZone?: string;
  /** The groups that it belongs to, slugs; absent when there are none. */
  readonly groups?: readonly string[];
  /** What to show beside the pictures of its cameras. */
  readonly notice?: LocationNotice;
}

/** The notice beside the pictures of a location's cameras. */
export interface LocationNotice {
  /** Who films and why. */
  readonly text: string;
  /** Whom to ask: an email address, a phone number or a name. */
  readonly contact?: string;
  /** A page with more about it, `https` or `http`. */
  readonly url?: string;
}

/** Summaries of all locations. */
export interface Overview {
  readonly spots: Spots;
  /** In the order in which they were created. */
  readonly locations: readonly LocationSummary[];
  /** False until the list is complete: a gateway that has just started is still loading it. */
  readonly complete: boolean;
}

/** A location in the overview. */
export interface LocationSummary {
  readonly id: string;
  readonly name: string;
  readonly status: OccupancyStatus;
  readonly spots: Spots;
  readonly levels: LevelCounts;
  readonly cameras: CameraCounts;
  readonly version: number;
  readonly updatedAt: string;
  /** Postal address, as text to display. */
  readonly address?: string;
  /** Where the entrance is. */
  readonly position?: GeoPosition;
  /** OSM `opening_hours` syntax; absent when it is always open. */
  readonly openingHours?: string;
  /** IANA name of the time zone of the opening hours; absent for UTC. */
  readonly timeZone?: string;
  /** The groups that it belongs to, slugs; absent when there are none. */
  readonly groups?: readonly string[];
  /** Its alarms by rank, for its operators; absent for everybody else. */
  readonly alarms?: AlarmCounts;
}

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

/** How a receiver is told of alarms. */
export type NotificationReceiver = 'webhook' | 'email';

/** Which alarms a receiver is told of: `PUT /api/v1/notifications/{id}`. */
export interface NotificationRule {
  readonly id: string;
  readonly receiver: NotificationReceiver;
  /** The id of a webhook, or an e-mail address. */
  readonly target: string;
  /** Alarms of this rank and worse; medium when absent. */
  readonly rank?: AlarmRank;
  /** Only locations of these groups. */
  readonly groups?: readonly string[];
  /** OSM `opening_hours` syntax. */
  readonly hours?: string;
  /** IANA name of the time zone of the hours. */
  readonly timeZone?: string;
  /** Seconds without others of the same kind and location, 0 to 86,400. */
  readonly coolDownSeconds?: number;
}

/** The answer of `GET /api/v1/notifications`. */
export interface NotificationsAnswer {
  readonly notifications: readonly NotificationRule[];
}

/** A receiver of alarms over HTTP: `PUT /api/v1/webhooks/{id}`. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Signs the requests; in requests only. */
  readonly secret?: string;
}

/** The answer of `GET /api/v1/webhooks`. */
export interface WebhooksAnswer {
  readonly webhooks: readonly Webhook[];
}

/** What has happened to an alarm. */
export type AlarmEventKind = 'test' | 'raised' | 'cleared';

/** What a webhook gets; the `id` is the same for all attempts to deliver it. */
export interface AlarmEvent {
  readonly id: string;
  readonly kind: AlarmEventKind;
  readonly at: string;
  /** Absent for a test. */
  readonly alarm?: Alarm;
}

/** Whether an event was delivered. */
export type DeliveryState = 'waiting' | 'delivered' | 'givenUp';

/** An event on its way to a webhook, or delivered. */
export interface Delivery {
  readonly id: string;
  readonly kind: AlarmEventKind;
  readonly alarmId?: string;
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAt?: string;
  readonly nextAt?: string;
  /** Why the last attempt failed. */
  readonly reason?: string;
}

/** The answer of `GET /api/v1/webhooks/{id}/deliveries`. */
export interface DeliveriesAnswer {
  readonly deliveries: readonly Delivery[];
}

/** Number of levels of a location, and how many need an operator's attention. */
export interface LevelCounts {
  readonly total: number;
  readonly full: number;
  readonly closed: number;
  readonly stale: number;
  readonly unknown: number;
}

/** Number of cameras of a location, and how many need an operator's attention. */
export interface CameraCounts {
  readonly total: number;
  readonly live: number;
  readonly frozen: number;
  readonly offline: number;
}

/** A place on earth, degrees. */
export interface GeoPosition {
  readonly latitude: number;
  readonly longitude: number;
}

/** A camera's state: `idle` means that nobody watches, `starting` that the first picture is awaited. */
export type CameraState = 'idle' | 'starting' | 'live' | 'frozen' | 'offline';

/** A camera as phones see it. */
export interface CameraStatus {
  readonly id: string;
  readonly locationId: string;
  readonly levelId?: string;
  readonly name: string;
  readonly state: CameraState;
  readonly since: string;
  /** Why it is offline or frozen, as text to display. */
  readonly reason?: string;
  /** An update has made the camera private that everybody could watch before: its operator has to open it. */
  readonly becamePrivate?: true;
}

/** A quality step of the picture. */
export type CameraRung = 'low' | 'medium' | 'high';

/** One encoded picture. */
export interface CameraFrame {
  readonly cameraId: string;
  /** Counts captures, is the same on all rungs, and grows across restarts. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly capturedAt: number;
  readonly rung: CameraRung;
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
  /** Bytes; the client makes them of the base64 text that JSON carries. */
  readonly data: Uint8Array;
}

/** The viewer's wishes for a camera; absent members mean `auto`. */
export interface WatchOptions {
  readonly quality?: 'auto' | CameraRung;
  readonly maxFps?: number;
  /** This viewer acknowledges frames with `AckFrame`. */
  readonly acks?: boolean;
  /** The rung to begin with while the gateway chooses: that of a watch which this one takes over from. */
  readonly startRung?: CameraRung;
}

/**
 * One statement of a sensor. `count` belongs to `entry` and `exit` (1 when absent), `occupied` as a number to `count` and as
 * true or false to `spot`, with `spotId` and `spotType`; `battery` (percent) to any kind.
 */
export interface Reading {
  readonly id: string;
  readonly sensorId: string;
  readonly at: string;
  readonly kind: 'entry' | 'exit' | 'count' | 'spot' | 'heartbeat';
  readonly count?: number;
  readonly occupied?: number | boolean;
  readonly spotId?: string;
  readonly spotType?: string;
  readonly battery?: number;
}

/** The outcome of one reading. */
export interface ReadingResult {
  readonly id: string;
  readonly outcome: 'accepted' | 'duplicate' | 'late' | 'rejected';
  readonly reason?: string;
}

/** The answer to a batch of readings, with the level's stored status after it. */
export interface ReadingsAnswer {
  readonly results: readonly ReadingResult[];
  readonly status: LevelStatus;
}

/** The operator's details of a level's number. */
export interface LevelSensors {
  readonly locationId: string;
  readonly levelId: string;
  readonly counting: 'gates' | 'spots' | 'count';
  /** Seconds without a sign after which a sensor counts as silent. */
  readonly silentAfter: number;
  readonly sensors: readonly SensorStatus[];
  /** Newest first. */
  readonly anomalies: readonly LevelAnomaly[];
  readonly disagreement?: CountDisagreement;
}

/** The health of a sensor. */
export type SensorHealth = 'ok' | 'silent' | 'failing';

/** One sensor of a level. */
export interface SensorStatus {
  readonly id: string;
  readonly health: SensorHealth;
  readonly reason?: string;
  readonly lastSeen: string;
  readonly lastReadingAt?: string;
  /** Seconds by which its clock is ahead. */
  readonly clockOffset?: number;
  /** Percent. */
  readonly battery?: number;
  readonly readingsPerHour: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly late: number;
  readonly rejected: number;
}

/** One sensor of a level and the last results of its readings. */
export interface SensorReport {
  readonly locationId: string;
  readonly levelId: string;
  readonly sensor: SensorStatus;
  /** Newest first; at most 100. */
  readonly results: readonly SensorResult[];
}

/** The result of a reading of a sensor. */
export interface SensorResult {
  readonly id?: string;
  readonly outcome: ReadingResult['outcome'];
  /** Why it was rejected or too late, for people. */
  readonly reason?: string;
  /** When it was judged, by the clock of the server. */
  readonly receivedAt: string;
  /** When it happened, by the clock of the sensor. */
  readonly at?: string;
}

/** An inconsistency. */
export type AnomalyKind = 'belowZero' | 'aboveCapacity' | 'clockAhead' | 'rejected' | 'repeated' | 'silent' | 'tooManySensors';

/** Something that does not fit, once or several times in a row. */
export interface LevelAnomaly {
  readonly kind: AnomalyKind;
  readonly firstAt: string;
  readonly at: string;
  readonly times: number;
  readonly sensorId?: string;
  readonly occupied?: number;
  readonly total?: number;
  readonly detail: string;
}

/** Two ways of counting one level, side by side; `difference` is gates less spots. */
export interface CountDisagreement {
  readonly gates: number;
  readonly spots: number;
  readonly difference: number;
}

/** One correction as the ledger keeps it. */
export interface Correction {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly before?: number;
  readonly after: number;
  readonly day: string;
  readonly drift: readonly GateDrift[];
}

/** The part of a drift that is put down to one gate. */
export interface GateDrift {
  readonly sensorId?: string;
  readonly entries: number;
  readonly exits: number;
  readonly drift: number;
}

/** The answer of `GET …/history`: the past occupancy of a level. Buckets without data are left out. */
export interface OccupancyHistory {
  readonly locationId: string;
  readonly levelId: string;
  readonly from: string;
  readonly to: string;
  /** The length of a bucket, such as `5m`. */
  readonly step: string;
  readonly buckets: readonly OccupancyBucket[];
  /** The type of the spots; absent for all spots of the level. */
  readonly spotType?: string;
}

/** Spots taken during a bucket of time. */
export interface OccupancyBucket {
  /** Its start. */
  readonly at: string;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly total: number;
}

/** The result of a correction. */
export interface CorrectionAnswer {
  readonly correction: Correction;
  readonly status: LevelStatus;
}

/** An error over HTTP, `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
}

/** The parking hub: its path, what can be invoked and what it sends. */
export const parkingHub = {
  path: '/hubs/parking',
  subscribe: 'SubscribeToParking',
  unsubscribe: 'UnsubscribeFromParking',
  parkingUpdate: 'ParkingUpdate',
  cameraStatusChanged: 'CameraStatusChanged',
} as const;

/** The camera hub: its path and what can be invoked. */
export const cameraHub = {
  path: '/hubs/cameras',
  watch: 'WatchCamera',
  ack: 'AckFrame',
  cameraStatusChanged: 'CameraStatusChanged',
} as const;

/** The hub for operators: its path, what can be invoked and what it sends. */
export const operationsHub = {
  path: '/hubs/operations',
  subscribeToOverview: 'SubscribeToOverview',
  subscribeToAlarms: 'SubscribeToAlarms',
  acknowledge: 'AcknowledgeAlarm',
  shelve: 'ShelveAlarm',
  unshelve: 'UnshelveAlarm',
  ping: 'Ping',
  overviewChanged: 'OverviewChanged',
  alarmChanged: 'AlarmChanged',
} as const;

/** The form of every id. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;
