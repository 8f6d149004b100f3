import { ageWords } from '../clock/age-words.ts';
import { isCounted, numberSince } from '../parking/number-age.ts';
import type { LevelStatus, OccupancyStatus, Spots } from '@live-parking/client';

const words: Readonly<Record<OccupancyStatus, string>> = {
  open: 'Open',
  almostFull: 'Almost full',
  full: 'Full',
  closed: 'Closed',
  unknown: 'Unknown',
};

/** A status in people's words. */
export function statusWord(status: OccupancyStatus): string {
  return words[status];
}

/** The number of free spots as it is shown; no spot is promised where nothing is known or nobody may enter. */
export function freeNumber(status: OccupancyStatus, spots: Spots): string {
  return status === 'unknown' || status === 'closed' ? '–' : spots.available.toLocaleString('en');
}

/** How many cars there are, for people; what a level with silent sensors counted last is marked as such. */
export function takenWords(level: Pick<LevelStatus, 'status' | 'spots' | 'stale' | 'confidence'>): string {
  const { status, spots } = level;
  const total = spots.total.toLocaleString('en');
  if (!isCounted(level)) return `${total} spots, not counted yet`;
  return `${spots.occupied.toLocaleString('en')} of ${total} taken${status === 'unknown' ? ' when last heard' : ''}`;
}

/** What the silence of a level's sensors means. */
export function staleWords(status: OccupancyStatus): string {
  return status === 'unknown' ? 'Sensors are silent for too long: what is free is not known' : 'Sensors are silent: this may be out of date';
}

/** How old a level's number is; nothing where that is not known. @param now By the gateway's clock, Unix milliseconds. */
export function updatedWords(level: Pick<LevelStatus, 'status' | 'stale' | 'updatedAt'>, now: number): string {
  const since = numberSince(level);
  return since === undefined ? '' : `updated ${ageWords(now - since)}`;
}

/**
 * How old the newest number of a location is, and how many of its levels have silent sensors.
 * @param now By the gateway's clock, Unix milliseconds.
 */
export function locationUpdatedWords(levels: readonly Pick<LevelStatus, 'status' | 'stale' | 'updatedAt'>[], now: number): string {
  const times = levels.map(numberSince).filter(since => since !== undefined);
  const silent = levels.filter(level => level.stale && level.status !== 'closed').length;
  if (times.length === 0) return silent > 0 ? 'sensors are silent' : '';
  const updated = `updated ${ageWords(now - Math.max(...times))}`;
  return silent === 0 ? updated : `${updated} · ${silent} ${silent === 1 ? 'level' : 'levels'} silent`;
}

/** What a screen reader says when the status of a level changed. */
export function statusSentence(level: LevelStatus): string {
  const free = level.status === 'unknown' || level.status === 'closed' ? '' : `, ${level.spots.available} free`;
  return `${level.name}: ${statusWord(level.status).toLowerCase()}${free}.`;
}

/** The name of a type of spot: `standard` becomes `Standard`, `ev` becomes `EV`. */
export function spotTypeWord(type: string): string {
  return type.length <= 2 ? type.toUpperCase() : type.charAt(0).toUpperCase() + type.slice(1).replace(/[-_]/g, ' ');
}
