import { formatNumber, t } from '../language/language.ts';

/** An age for people: `just now`, `12 s ago`, `3 min ago`, `2 h ago`, `5 days ago`. Negative ages count as none. */
export function ageWords(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000);
  if (seconds < 1) return t('age.now');
  if (seconds < 60) return t('age.seconds', { n: seconds });
  if (seconds < 3600) return t('age.minutes', { n: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return t('age.hours', { n: Math.floor(seconds / 3600) });
  return t('age.days', { count: Math.floor(seconds / 86400) });
}

/** A short delay for people: `85 ms`, `1.2 s`, `12 s`. */
export function delayWords(milliseconds: number): string {
  const positive = Math.max(0, milliseconds);
  if (positive < 995) return t('delay.milliseconds', { n: Math.round(positive) });
  const digits = positive < 9950 ? 1 : 0;
  return t('delay.seconds', { n: formatNumber(positive / 1000, { minimumFractionDigits: digits, maximumFractionDigits: digits }) });
}
