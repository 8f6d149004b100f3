import type { CatalogueOf, English, PluralCategory, ValueArguments } from './catalogue.ts';
import { en } from './en.ts';
import { id } from './id.ts';

/** The languages that are spoken. */
export type LanguageCode = 'en' | 'id';

/** A language. */
export interface Language {
  /** In the language itself. */
  readonly name: string;
  /** For numbers and times. */
  readonly locale: string;
  /** The plural category of a number. Written out: Hermes, the engine of React Native, has no `Intl.PluralRules`. */
  readonly plural: (count: number) => PluralCategory;
}

export const languages: Readonly<Record<LanguageCode, Language>> = {
  en: { name: 'English', locale: 'en-GB', plural: count => (count === 1 ? 'one' : 'other') },
  id: { name: 'Bahasa Indonesia', locale: 'id-ID', plural: () => 'other' },
};

let code: LanguageCode = 'en';
let numbers: Intl.NumberFormat | undefined;

/** The language that is spoken. */
export function language(): LanguageCode {
  return code;
}

/** The locale of the language that is spoken, for `Intl`. */
export function locale(): string {
  return languages[code].locale;
}

/** Speaks another language from now on. What is shown already has to be made anew. */
export function useLanguage(chosen: LanguageCode): void {
  code = chosen;
  numbers = undefined;
}

/**
 * Which language to speak: the one that was chosen, otherwise the first of those that the reader prefers and that is spoken here, otherwise
 * English. Devices call Indonesian `id`, old ones `in`.
 */
export function chooseLanguage(chosen: string | undefined, preferred: readonly string[]): LanguageCode {
  for (const tag of chosen === undefined ? preferred : [chosen, ...preferred]) {
    const known = tag.toLowerCase().split('-')[0] ?? '';
    if (known === 'in') return 'id';
    if (Object.prototype.hasOwnProperty.call(languages, known)) return known as LanguageCode;
  }
  return 'en';
}

/** Speaks the messages of catalogues, in the language that is spoken. Numbers among the values are written as the language does. */
export function speaker<E extends English>(
  catalogues: Readonly<Record<LanguageCode, CatalogueOf<E>>>,
): <K extends keyof E>(key: K, ...values: ValueArguments<E[K]>) => string {
  return (key, ...[values]) => {
    const given = (values ?? {}) as Readonly<Record<string, string | number>>;
    const message: English[string] = catalogues[code][key];
    const text = typeof message === 'string' ? message : (message[languages[code].plural(Number(given['count']))] ?? message.other);
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = given[name];
      return value === undefined ? place : typeof value === 'number' ? formatNumber(value) : value;
    });
  };
}

/** What drivers read, for an app that adds its own words. */
export const catalogues = { en, id } as const;

/** A sentence for drivers in the language that is spoken. */
export const t = speaker<typeof en>(catalogues);

/** A number as the language writes it. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  if (options !== undefined) return value.toLocaleString(locale(), options);
  numbers ??= new Intl.NumberFormat(locale());
  return numbers.format(value);
}
