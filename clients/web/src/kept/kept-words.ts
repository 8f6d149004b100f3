import { t } from '../language/language.ts';
import { ageWords } from '@live-parking/client/driver';

/** How old a number is that is not current: `3 h ago`. @param now By the device's clock, as `seenAt` is. */
export function keptWords(seenAt: number, now: number): string {
  // The device's clock was set back in between.
  return seenAt > now ? t('kept.notLive') : ageWords(now - seenAt);
}
