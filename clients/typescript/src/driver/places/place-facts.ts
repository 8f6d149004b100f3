import type { LocationStatus } from '../../wire.ts';
import { foreignZoneName } from '../clock/moment-words.ts';
import { formatNumber, t } from '../language/language.ts';
import { hoursWords } from './hours-words.ts';

/** When it is open, in the location's zone, which is named when it is not the reader's; undefined where no hours are set. */
export function openingWords(
  { openingHours, timeZone }: Pick<LocationStatus, 'openingHours' | 'timeZone'>,
  now: number,
  deviceZone?: string,
): string | undefined {
  if (openingHours === undefined) return undefined;
  if (openingHours.trim() === '24/7') return t('place.openAlways');
  const zone = foreignZoneName(timeZone ?? 'UTC', now, deviceZone);
  return zone === undefined ? hoursWords(openingHours) : `${hoursWords(openingHours)} (${zone})`;
}

/** The height limit for a car: the limits of the levels; undefined where none is known. */
export function heightWords({ levels }: Pick<LocationStatus, 'levels'>): string | undefined {
  const limits = levels.map(level => level.heightLimit).filter(limit => limit !== undefined);
  if (limits.length === 0) return undefined;
  const [lowest, highest] = [formatNumber(Math.min(...limits)), formatNumber(Math.max(...limits))];
  return lowest === highest ? t('place.height', { metres: lowest }) : t('place.heightRange', { lowest, highest });
}
