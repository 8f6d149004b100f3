import { locale, t } from '../language/language.ts';

/** A Monday. */
const monday = Date.UTC(2024, 0, 1);
const day = 86_400_000;

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Opening hours for people, from OSM's `opening_hours`: `Mo-Fr 06:00-22:00; PH off` becomes `Mon–Fri 06:00–22:00 · public holidays closed`.
 * Words that are not known stay as they are.
 */
export function hoursWords(hours: string): string {
  return hours
    .trim()
    .replace(/\b24\/7\b/g, t('hours.always'))
    .replace(/\b[A-Za-z]{2,7}\b/g, word => wordOf(word))
    .replace(/([0-9A-Za-z\u00c0-\u024f])\s*-\s*(?=[0-9A-Za-z\u00c0-\u024f])/g, '$1–')
    .replace(/\s*;\s*/g, ' · ')
    .replace(/,(?=\S)/g, ', ');
}

function wordOf(word: string): string {
  const dayAt = days.indexOf(word);
  if (dayAt >= 0) return format(monday + dayAt * day, { weekday: 'short' });
  const monthAt = months.indexOf(word);
  if (monthAt >= 0) return format(Date.UTC(2024, monthAt, 1), { month: 'short' });
  switch (word) {
    case 'off':
    case 'closed':
      return t('hours.closed');
    case 'PH':
      return t('hours.publicHolidays');
    case 'SH':
      return t('hours.schoolHolidays');
    case 'sunrise':
      return t('hours.sunrise');
    case 'sunset':
      return t('hours.sunset');
    default:
      return word;
  }
}

function format(moment: number, how: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...how, timeZone: 'UTC' }).format(moment);
}
