import { t } from '../language/language.ts';
import { el } from './dom.ts';

/** Outlines of cards that are on their way. */
export function cardSkeletons(count: number): HTMLElement {
  const cards = Array.from({ length: count }, () =>
    el('div', { class: 'card skeleton' }, el('span', { class: 'skeleton-line' }), el('span', { class: 'skeleton-bar' })),
  );
  return el('div', { class: 'skeletons', 'aria-hidden': 'true' }, ...cards);
}

/** The outline of a location that is on its way: its sign, its levels and a picture. */
export function locationSkeleton(): HTMLElement {
  return el(
    'div',
    { class: 'location', 'data-cameras': 'one', 'aria-busy': 'true' },
    el('p', { class: 'visually-hidden' }, t('page.loading')),
    el(
      'div',
      { class: 'sign sign-skeleton', 'aria-hidden': 'true' },
      el('span', { class: 'skeleton-line' }),
      el('span', { class: 'skeleton-number' }),
    ),
    el('div', { class: 'location-body' }, cardSkeletons(3), el('div', { class: 'card camera-skeleton', 'aria-hidden': 'true' })),
  );
}
