import { readText, writeText } from '../session/browser-storage.ts';
import { languages, type LanguageCode } from './language.ts';

const key = 'live-parking.language';

/**
 * Which language to speak: the one that was chosen here, otherwise the first of those that the reader prefers and the page knows,
 * otherwise English. Browsers call Indonesian `id`, old ones `in`.
 */
export function chooseLanguage(kept: string | undefined, preferred: readonly string[]): LanguageCode {
  for (const tag of kept === undefined ? preferred : [kept, ...preferred]) {
    const known = tag.toLowerCase().split('-')[0] ?? '';
    if (known === 'in') return 'id';
    if (Object.hasOwn(languages, known)) return known as LanguageCode;
  }
  return 'en';
}

/** The language for this browser. */
export function readLanguage(): LanguageCode {
  return chooseLanguage(
    readText(() => localStorage, key),
    navigator.languages,
  );
}

/** Remembers what was chosen. */
export function writeLanguage(chosen: LanguageCode): void {
  writeText(() => localStorage, key, chosen);
}
