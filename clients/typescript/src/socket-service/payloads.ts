import type { CameraFrame, LevelStatus, LocationStatus } from '../wire.ts';
import { toBase64 } from '../session/base64.ts';

/** One level, as in the sketch's `parking_update`. */
export interface ParkingUpdate {
  readonly location_id: string;
  readonly level_id: string;
  readonly data: { readonly total: number; readonly occupied: number; readonly available: number };
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** A whole location, as in the sketch's `parking_data`. */
export interface ParkingData {
  readonly location_id: string;
  readonly name: string;
  readonly levels: readonly { readonly id: string; readonly name: string; readonly spots: ParkingUpdate['data'] }[];
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** A picture, as in the sketch's `video_frame`. */
export interface VideoFrame {
  /** The JPEG as base64. */
  readonly data: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

export function parkingUpdate({ locationId, levelId, spots, updatedAt }: LevelStatus): ParkingUpdate {
  return { location_id: locationId, level_id: levelId, data: numbers(spots), timestamp: seconds(updatedAt) };
}

export function parkingData({ id, name, levels, updatedAt }: LocationStatus): ParkingData {
  return {
    location_id: id,
    name,
    levels: levels.map(level => ({ id: level.levelId, name: level.name, spots: numbers(level.spots) })),
    timestamp: seconds(updatedAt),
  };
}

export function videoFrame({ data, capturedAt }: CameraFrame): VideoFrame {
  return { data: toBase64(data), timestamp: capturedAt / 1000 };
}

function numbers({ total, occupied, available }: LevelStatus['spots']): ParkingUpdate['data'] {
  return { total, occupied, available };
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}
