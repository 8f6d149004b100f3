import type { Catalogue, MessageKey, ValueArguments } from './catalogue.ts';
import { en } from './en.ts';
import { id } from './id.ts';

/** The languages of the page. */
export type LanguageCode = 'en' | 'id';

interface Language {
  /** In the language itself. */
  readonly name: string;
  /** For numbers and times. */
  readonly locale: string;
  readonly catalogue: Catalogue;
}

export const languages: Readonly<Record<LanguageCode, Language>> = {
  en: { name: 'English', locale: 'en-GB', catalogue: en },
  id: { name: 'Bahasa Indonesia', locale: 'id-ID', catalogue: id },
};

let code: LanguageCode = 'en';
let plurals = new Intl.PluralRules(languages.en.locale);
let numbers = new Intl.NumberFormat(languages.en.locale);

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
  plurals = new Intl.PluralRules(locale());
  numbers = new Intl.NumberFormat(locale());
}

/** A sentence in the language that is spoken. Numbers among the values are written as the language does. */
export function t<K extends MessageKey>(key: K, ...[values]: ValueArguments<K>): string {
  const given = (values ?? {}) as Readonly<Record<string, string | number>>;
  const message = languages[code].catalogue[key];
  const text = typeof message === 'string' ? message : (message[plurals.select(Number(given['count']))] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = given[name];
    return value === undefined ? place : typeof value === 'number' ? numbers.format(value) : value;
  });
}

/** A number as the language writes it. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return options === undefined ? numbers.format(value) : value.toLocaleString(locale(), options);
}
