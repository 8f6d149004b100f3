/** The conditions for watching a camera. */
export interface WatchConditions {
  /** Somebody asked for it, or works here. */
  readonly isWanted: boolean;
  readonly pageVisible: boolean;
  /** Its picture is on the screen. */
  readonly inView: boolean;
  /** It is the one shown large. */
  readonly enlarged: boolean;
  /** Any camera is shown large, and covers the others. */
  readonly anyEnlarged: boolean;
}

/** A camera is watched only while somebody wants it and can see it: other pictures cost the viewer's data and the site's uplink for nothing. */
export function shouldWatch(conditions: WatchConditions): boolean {
  if (!conditions.isWanted || !conditions.pageVisible) return false;
  return conditions.anyEnlarged ? conditions.enlarged : conditions.inView;
}
