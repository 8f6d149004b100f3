import type { LevelStatus, OccupancyStatus, Spots } from '../wire.ts';

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

/** What a screen reader says when the status of a level changed. */
export function statusSentence(level: LevelStatus): string {
  const free = level.status === 'unknown' || level.status === 'closed' ? '' : `, ${level.spots.available} free`;
  return `${level.name}: ${statusWord(level.status).toLowerCase()}${free}.`;
}

/** The name of a type of spot: `standard` becomes `Standard`, `ev` becomes `EV`. */
export function spotTypeWord(type: string): string {
  return type.length <= 2 ? type.toUpperCase() : type.charAt(0).toUpperCase() + type.slice(1).replace(/[-_]/g, ' ');
}
