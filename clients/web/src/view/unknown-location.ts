import { overviewFragment } from '../routing/route.ts';
import { el } from './dom.ts';

/** What an address says that leads to no location. */
export function unknownLocation(id: string): HTMLElement {
  return el(
    'section',
    { class: 'card note' },
    el('h1', { class: 'note-title' }, 'No such location'),
    el('p', {}, 'There is no location ', el('strong', {}, id), '. It may have been removed, or the link has a typing error.'),
    el('p', {}, el('a', { class: 'button', href: overviewFragment }, 'See all locations')),
  );
}
