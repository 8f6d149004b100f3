import { language, languages, t, type LanguageCode } from '../language/language.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';

/** Changes the language. The browser's own list lies invisibly over the mark, so that a tap opens it and a keyboard works as always. */
export function languageSwitch(choose: (chosen: LanguageCode) => void): HTMLElement {
  const codes = Object.keys(languages) as LanguageCode[];
  const select = el(
    'select',
    { class: 'language-list', 'aria-label': t('page.language') },
    ...codes.map(code => el('option', { value: code, lang: code }, languages[code].name)),
  );
  select.value = language();
  select.addEventListener('change', () => choose(codes.find(code => code === select.value) ?? 'en'));
  const mark = el('span', { class: 'language-mark', 'aria-hidden': 'true' }, icon('globe'), language().toUpperCase());
  return el('span', { class: 'language' }, mark, select);
}
