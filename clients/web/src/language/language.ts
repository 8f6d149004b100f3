import { catalogues as drivers, speaker } from '@live-parking/client/driver';
import { en } from './en.ts';
import { id } from './id.ts';

export { formatNumber, language, languages, locale, useLanguage, type LanguageCode } from '@live-parking/client/driver';

/** What the page says: the words for drivers, and its own. */
export const catalogues = { en: { ...drivers.en, ...en }, id: { ...drivers.id, ...id } } as const;

/** A sentence in the language that is spoken. */
export const t = speaker<typeof catalogues.en>(catalogues);
