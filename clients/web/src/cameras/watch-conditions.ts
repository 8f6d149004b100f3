/** What decides whether a camera is watched. */
export interface WatchConditions {
  readonly pageVisible: boolean;
  /** Its picture is on the screen. */
  readonly inView: boolean;
  /** It is the one shown large. */
  readonly enlarged: boolean;
  /** Any camera is shown large, and covers the others. */
  readonly anyEnlarged: boolean;
}

/** A camera is watched only while somebody can see it: pictures nobody sees cost the viewer's data and the site's uplink. */
export function shouldWatch(conditions: WatchConditions): boolean {
  if (!conditions.pageVisible) return false;
  return conditions.anyEnlarged ? conditions.enlarged : conditions.inView;
}
