import type { LevelStatus } from '../../wire.ts';
import { momentWords } from '../clock/moment-words.ts';
import { formatNumber, t } from '../language/language.ts';

/**
 * The notes of a level for drivers, beside its number: why and until when it is closed, when it closes, how high a car may be.
 * @param now By the gateway's clock, Unix milliseconds.
 * @param zone The location's time zone.
 */
export function levelNotes(level: LevelStatus, now: number, zone: string): string[] {
  const notes: string[] = [];
  const time = (at: string) => momentWords(Date.parse(at), now, zone);
  if (level.status === 'closed') {
    if (level.closedReason !== undefined) notes.push(t('level.closedBecause', { reason: level.closedReason }));
    else if (level.opensAt !== undefined) notes.push(t('level.closedUntil', { time: time(level.opensAt) }));
  } else if (level.closesAt !== undefined) {
    notes.push(t('level.openUntil', { time: time(level.closesAt) }));
  }
  if (level.heightLimit !== undefined) notes.push(t('level.height', { metres: formatNumber(level.heightLimit) }));
  return notes;
}
