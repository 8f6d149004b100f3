import { afterEach, describe, expect, it } from 'vitest';
import { placesOf, type PluralMessage } from '../src/language/catalogue.ts';
import { chooseLanguage } from '../src/language/language-choice.ts';
import { languages, t, useLanguage, type LanguageCode } from '../src/language/language.ts';
import { ageWords } from '../src/clock/age-words.ts';

const codes = Object.keys(languages) as LanguageCode[];
const english = Object.entries<string | PluralMessage>(languages.en.catalogue);
const formsOf = (message: string | PluralMessage) => (typeof message === 'string' ? [message] : Object.values(message));

afterEach(() => useLanguage('en'));

describe.each(codes)('the catalogue %s', code => {
  const catalogue = new Map(Object.entries<string | PluralMessage>(languages[code].catalogue));

  it('has the keys of English, in its order', () => {
    expect([...catalogue.keys()]).toEqual(english.map(([key]) => key));
  });

  it('has the same places in every sentence and plural form', () => {
    for (const [key, message] of english) {
      const wanted = placesOf(formsOf(message).join(' '));
      for (const form of formsOf(catalogue.get(key) ?? '')) expect(placesOf(form), `${code} ${key}`).toEqual(wanted);
    }
  });

  it('has exactly the plural forms of the language, each with its number', () => {
    const categories = new Intl.PluralRules(languages[code].locale).resolvedOptions().pluralCategories.toSorted();
    for (const [key, message] of catalogue) {
      if (typeof message === 'string') continue;
      expect(Object.keys(message).sort(), `${code} ${key}`).toEqual(categories);
      for (const form of formsOf(message)) expect(form, `${code} ${key}`).toContain('{count}');
    }
  });

  it('says something under every key', () => {
    for (const [key, message] of catalogue) for (const form of formsOf(message)) expect(form.trim(), key).not.toBe('');
  });
});

describe('t', () => {
  it('takes the plural form of the number and writes numbers as the language does', () => {
    expect(t('spots.notCounted', { count: 1 })).toBe('1 spot, not counted yet');
    expect(t('spots.notCounted', { count: 1500 })).toBe('1,500 spots, not counted yet');
    useLanguage('id');
    expect(t('spots.notCounted', { count: 1 })).toBe('1 tempat, belum dihitung');
    expect(t('spots.notCounted', { count: 1500 })).toBe('1.500 tempat, belum dihitung');
    expect(ageWords(49 * 3_600_000)).toBe('2 hari lalu');
  });

  it('leaves a value alone that looks like a place', () => {
    expect(t('list.none', { text: '{count} $& $1' })).toBe('No location matches “{count} $& $1”.');
  });
});

describe('chooseLanguage', () => {
  it('takes what was chosen, then what the reader prefers, then English', () => {
    expect(chooseLanguage('en', ['id-ID', 'en'])).toBe('en');
    expect(chooseLanguage(undefined, ['fr-FR', 'id-ID', 'en'])).toBe('id');
    expect(chooseLanguage(undefined, ['in'])).toBe('id');
    expect(chooseLanguage(undefined, ['EN-US'])).toBe('en');
    expect(chooseLanguage(undefined, ['fr', 'de'])).toBe('en');
    expect(chooseLanguage('xx', ['id'])).toBe('id');
    expect(chooseLanguage(undefined, [])).toBe('en');
    expect(chooseLanguage(undefined, ['constructor'])).toBe('en');
  });
});
