import type { LevelStatus } from '../../wire.ts';

/**
 * Since when a level's number is what it is, Unix milliseconds; undefined where that is not known. A level's `updatedAt` also moves when its
 * sensors fall silent and when it closes, and says nothing of the number then.
 */
export function numberSince({ status, stale, updatedAt }: Pick<LevelStatus, 'status' | 'stale' | 'updatedAt'>): number | undefined {
  return stale || status === 'unknown' || status === 'closed' ? undefined : Date.parse(updatedAt);
}

/** Whether a level was ever counted; its confidence is absent until then. */
export function isCounted({ status, stale, confidence, spots }: Pick<LevelStatus, 'status' | 'stale' | 'confidence' | 'spots'>): boolean {
  if (status === 'unknown') return stale;
  return status !== 'closed' || confidence !== undefined || spots.occupied > 0;
}
