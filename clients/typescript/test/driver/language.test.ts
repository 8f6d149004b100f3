import { afterEach, describe, expect, it } from 'vitest';
import { ageWords, catalogues, chooseLanguage, languages, t, useLanguage, type LanguageCode } from '../../src/driver/index.ts';
import { catalogueFaults } from '../support/catalogue-faults.ts';

afterEach(() => useLanguage('en'));

describe('the catalogues', () => {
  it('say the same under the same keys', () => {
    expect(catalogueFaults(catalogues)).toEqual([]);
  });

  it('are found faulty where they are', () => {
    const en = { a: 'one {n}', b: { one: '{count} car', other: '{count} cars' } };
    expect(catalogueFaults({ en, id: { a: 'satu', b: { other: '{count} mobil' } } })).toEqual(['id a: other places than in English']);
    expect(catalogueFaults({ en, id: { a: 'satu {n}', b: { one: '{count} mobil', other: '{count} mobil' } } })).toEqual([
      'id b: other plural forms than the language has',
    ]);
    expect(catalogueFaults({ en, id: { a: 'satu {n}' } })).toContain('id: other keys than in English, or in another order');
  });

  it('take the plural forms that the languages have', () => {
    for (const code of Object.keys(languages) as LanguageCode[]) {
      const plurals = new Intl.PluralRules(languages[code].locale);
      for (const count of [0, 1, 2, 5, 11, 21, 101, 1500]) expect(languages[code].plural(count), `${code} ${count}`).toBe(plurals.select(count));
    }
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
