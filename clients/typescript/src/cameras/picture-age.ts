import { millisecondsBetween, type Moment } from '../environment/moment.ts';

/** A picture that is older is not shown as live, milliseconds. */
export const staleAfter = 3000;

/** When a picture was captured and arrived. */
export interface PictureTimes {
  /** By the camera's clock, Unix milliseconds. */
  readonly capturedAt: number;
  /** By this device's clocks. */
  readonly arrivedAt: Moment;
}

/** All clocks at one instant. */
export interface PictureNow {
  /** The gateway's clock, Unix milliseconds; undefined while it is not known. */
  readonly gateway: number | undefined;
  readonly device: Moment;
}

/**
 * How old a picture is, milliseconds. Clocks may be wrong, so the worse of two measures counts: time since the capture, and time since the
 * arrival.
 */
export function pictureAge(picture: PictureTimes, now: PictureNow): number {
  const sinceArrival = millisecondsBetween(picture.arrivedAt, now.device);
  return now.gateway === undefined ? sinceArrival : Math.max(sinceArrival, now.gateway - picture.capturedAt);
}

/** Whether a picture of this age must not be shown as live. */
export function isStale(age: number): boolean {
  return age > staleAfter;
}
