import { delayWords } from '../clock/age-words.ts';
import { formatNumber, t } from '../language/language.ts';

/** The known facts about the shown picture. */
export interface PictureFacts {
  /** Its age now, milliseconds. */
  readonly age: number;
  /** Pictures a second that were shown lately. */
  readonly fps: number;
  /** Mean age of those when they were shown, milliseconds; undefined while there were none. */
  readonly shownAge: number | undefined;
  /** Width and height, for people. */
  readonly size: string;
}

/**
  * The small print: `24 fps · 85 ms old · 1280×720`. With several pictures a second, the age when they were shown is more useful than the age at this
  * instant. A still scene sends a picture every two seconds: then no rate is shown, and the age is the one at this instant.
 */
export function pictureWords({ age, fps, shownAge, size }: PictureFacts): string {
  if (fps <= 1) return t('camera.printStill', { age: delayWords(age), size });
  const digits = fps < 9.5 ? 1 : 0;
  const rate = formatNumber(fps, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return t('camera.print', { fps: rate, age: delayWords(shownAge ?? age), size });
}
