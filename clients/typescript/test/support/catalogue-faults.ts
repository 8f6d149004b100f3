import { languages, placesOf, type English, type LanguageCode, type PluralMessage } from '../../src/driver/index.ts';

const formsOf = (message: string | PluralMessage): readonly string[] =>
  typeof message === 'string' ? [message] : Object.keys(message).map(form => message[form as keyof PluralMessage] ?? '');

/**
 * What is wrong in catalogues: keys that differ from English, or its order; other places than in English; plural forms that the language does not
 * have; empty sentences.
 */
export function catalogueFaults(catalogues: Readonly<Record<LanguageCode, English>>): readonly string[] {
  const faults: string[] = [];
  const english = Object.entries(catalogues.en);
  for (const [code, catalogue] of Object.entries(catalogues) as [LanguageCode, English][]) {
    const keys = Object.keys(catalogue);
    if (keys.join(' ') !== english.map(([key]) => key).join(' ')) faults.push(`${code}: other keys than in English, or in another order`);
    const categories = [...new Set(Array.from({ length: 200 }, (_, count) => languages[code].plural(count)))].sort().join(' ');
    for (const [key, message] of english) {
      const spoken = catalogue[key] ?? '';
      const wanted = placesOf(formsOf(message).join(' ')).join(' ');
      for (const form of formsOf(spoken)) {
        if (form.trim() === '') faults.push(`${code} ${key}: empty`);
        if (placesOf(form).join(' ') !== wanted) faults.push(`${code} ${key}: other places than in English`);
      }
      if (typeof spoken !== 'string' && Object.keys(spoken).sort().join(' ') !== categories)
        faults.push(`${code} ${key}: other plural forms than the language has`);
      if ((typeof spoken === 'string') !== (typeof message === 'string')) faults.push(`${code} ${key}: a plural in one language only`);
    }
  }
  return faults;
}
