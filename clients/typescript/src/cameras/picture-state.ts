import type { CameraState } from '../wire.ts';
import { isStale } from './picture-age.ts';

/**
 * The state of a camera's picture. `late`: the camera is live but its newest picture is over 3 s old. `idle`: nobody watches. `offline`:
 * no pictures come, and the camera's reason or the error says why. `refused`: the gateway won't let this viewer watch.
 */
export type PictureState = 'loading' | 'live' | 'late' | 'frozen' | 'offline' | 'idle' | 'refused';

/** The inputs of the decision. */
export interface PictureFacts {
  readonly isWatched: boolean;
  readonly isRefused: boolean;
  /** The watch failed and is tried again. */
  readonly hasFailed: boolean;
  /** The camera's state; undefined while it is unknown, for example without a connection. */
  readonly camera: CameraState | undefined;
  /** Age of the newest picture, milliseconds; undefined while there is none. */
  readonly age: number | undefined;
}

/** Decides the state of a picture. An old picture is never live, whatever the camera reports. */
export function pictureState({ isWatched, isRefused, hasFailed, camera, age }: PictureFacts): PictureState {
  if (isRefused) return 'refused';
  if (!isWatched) return 'idle';
  if (camera === 'offline') return 'offline';
  const isFresh = age !== undefined && !isStale(age);
  if (camera === 'frozen' && age !== undefined) return 'frozen';
  if (isFresh) return 'live';
  if (hasFailed) return 'offline';
  return age === undefined || camera === 'idle' || camera === 'starting' ? 'loading' : 'late';
}
