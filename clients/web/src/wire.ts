/**
 * What the gateway sends and takes, word for word (design: wire contract). Times are ISO-8601 UTC texts, except
 * `capturedAt`, which is Unix milliseconds. Absent members are left out, never null.
 */

/** How full, in one word; `unknown` until the first reading. */
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
}

/** What a camera does: `idle` means that nobody watches, `starting` that the first picture is awaited. */
export type CameraState = 'idle' | 'starting' | 'live' | 'frozen' | 'offline';

/** A camera as phones see it. */
export interface CameraStatus {
  readonly id: string;
  readonly locationId: string;
  readonly levelId?: string;
  readonly name: string;
  readonly state: CameraState;
  readonly since: string;
  /** Why it is offline or frozen, for people. */
  readonly reason?: string;
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
  /** Bytes over MessagePack. */
  readonly data: Uint8Array;
}

/** How a viewer wants a camera; absent members mean `auto`. */
export interface WatchOptions {
  readonly quality?: 'auto' | CameraRung;
  readonly maxFps?: number;
  /** This viewer acknowledges frames with `AckFrame`. */
  readonly acks?: boolean;
}

/**
 * What a sensor says, once. `count` belongs to `entry` and `exit` (1 when absent), `occupied` as a number to `count` and as
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

/** What became of one reading. */
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

/** The form of every id. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;
