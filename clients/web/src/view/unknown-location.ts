import { overviewFragment } from '../routing/route.ts';
import { t } from '../language/language.ts';
import { el } from './dom.ts';

/** The message for the address of an unknown location. */
export function unknownLocation(id: string): HTMLElement {
  return el(
    'section',
    { class: 'card note' },
    el('h1', { class: 'note-title' }, t('unknown.title')),
    el('p', {}, t('unknown.why', { id })),
    el('p', {}, el('a', { class: 'button', href: overviewFragment }, t('unknown.all'))),
  );
}
