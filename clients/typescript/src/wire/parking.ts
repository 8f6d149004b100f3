/** What is shown of locations and levels. */

import type { CameraStatus } from './cameras.ts';
import type { AlarmCounts } from './operations.ts';

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
