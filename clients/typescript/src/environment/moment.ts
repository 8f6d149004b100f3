import type { Environment } from './environment.ts';

/** An instant by both clocks. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** Both clocks now. */
export function momentOf({ now, monotonic }: Pick<Environment, 'now' | 'monotonic'>): Moment {
  return { wall: now(), monotonic: monotonic() };
}

/**
 * How long ago something was, milliseconds. The larger of two measures counts: a monotonic clock may stop while the device sleeps, and a
 * wall clock may be set back.
 */
export function millisecondsBetween(earlier: Moment, later: Moment): number {
  return Math.max(0, later.wall - earlier.wall, later.monotonic - earlier.monotonic);
}

/** The later of two instants. */
export function laterOf(one: Moment, other: Moment | undefined): Moment {
  return other !== undefined && other.monotonic > one.monotonic ? other : one;
}
