import { ageWords } from '../clock/age-words.ts';
import { formatNumber, t } from '../language/language.ts';
import { isCounted, numberSince } from './number-age.ts';
import type { LevelStatus, OccupancyStatus, Spots } from '../../wire.ts';

/** A status in people's words. */
export function statusWord(status: OccupancyStatus): string {
  return t(`status.${status}`);
}

/** The displayed number of free spots; no spot is promised where nothing is known or entry is not allowed. */
export function freeNumber(status: OccupancyStatus, spots: Spots): string {
  return status === 'unknown' || status === 'closed' ? '–' : formatNumber(spots.available);
}

/** The displayed number of cars; the last count of a level with silent sensors is marked as such. */
export function takenWords(level: Pick<LevelStatus, 'status' | 'spots' | 'stale' | 'confidence'>): string {
  const { status, spots } = level;
  if (!isCounted(level)) return t('spots.notCounted', { count: spots.total });
  const { occupied, total } = spots;
  return status === 'unknown' ? t('spots.takenWhenLastHeard', { occupied, total }) : t('spots.taken', { occupied, total });
}

/** The text for a level with silent sensors. */
export function staleWords(status: OccupancyStatus): string {
  return t(status === 'unknown' ? 'spots.staleUnknown' : 'spots.stale');
}

/** How old a level's number is; undefined where that is not known. @param now By the gateway's clock, Unix milliseconds. */
export function updatedWords(level: Pick<LevelStatus, 'status' | 'stale' | 'updatedAt'>, now: number): string {
  const since = numberSince(level);
  return since === undefined ? '' : t('spots.updated', { age: ageWords(now - since) });
}

/**
 * How old the newest number of a location is, and how many of its levels have silent sensors.
 * @param now By the gateway's clock, Unix milliseconds.
 */
export function locationUpdatedWords(levels: readonly Pick<LevelStatus, 'status' | 'stale' | 'updatedAt'>[], now: number): string {
  const times = levels.map(numberSince).filter(since => since !== undefined);
  const silent = levels.filter(level => level.stale && level.status !== 'closed').length;
  if (times.length === 0) return silent > 0 ? t('spots.silent') : '';
  const age = ageWords(now - Math.max(...times));
  return silent === 0 ? t('spots.updated', { age }) : t('spots.updatedSilent', { age, count: silent });
}

/** The screen reader text when the status of a level changed. */
export function statusSentence(level: LevelStatus): string {
  const { name, spots } = level;
  const status = statusWord(level.status).toLowerCase();
  const isFreeKnown = level.status !== 'unknown' && level.status !== 'closed';
  return isFreeKnown ? t('spots.changed', { level: name, status, free: spots.available }) : t('spots.changedPlain', { level: name, status });
}

/** The types of spot that have a word; operators may have others. */
const knownTypes = ['standard', 'disabled', 'ev', 'family'] as const;

/** The name of a type of spot: `standard` becomes `Standard`, `ev` becomes `EV`; one without a word stays as it is, with a capital. */
export function spotTypeWord(type: string): string {
  const known = knownTypes.find(each => each === type);
  if (known !== undefined) return t(`type.${known}`);
  return type.length <= 2 ? type.toUpperCase() : type.charAt(0).toUpperCase() + type.slice(1).replace(/[-_]/g, ' ');
}
