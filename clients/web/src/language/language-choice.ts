import { chooseLanguage, type LanguageCode } from '@live-parking/client/driver';
import { readText, writeText } from '../session/browser-storage.ts';

const key = 'live-parking.language';

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
