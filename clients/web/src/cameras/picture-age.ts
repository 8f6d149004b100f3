/** From this age a picture is not shown as live, milliseconds. */
export const staleAfter = 3000;

/** When a picture was made and came. */
export interface PictureTimes {
  /** By the camera's clock, Unix milliseconds. */
  readonly capturedAt: number;
  /** By the browser's monotonic clock, milliseconds. */
  readonly arrivedAt: number;
}

/** Both clocks at one instant. */
export interface Now {
  /** The gateway's clock, Unix milliseconds. */
  readonly wall: number;
  /** The browser's monotonic clock, milliseconds. */
  readonly monotonic: number;
}

/**
 * How old a picture is, milliseconds. Clocks may be wrong, so the worse of two measures counts: time since the capture, and time since the
 * picture came, which no clock setting can shorten.
 */
export function pictureAge(picture: PictureTimes, now: Now): number {
  return Math.max(0, now.wall - picture.capturedAt, now.monotonic - picture.arrivedAt);
}

/** Whether a picture of this age must not pass for live. */
export function isStale(age: number): boolean {
  return age > staleAfter;
}
