import { el } from './dom.ts';

/** Outlines of cards that are on their way. */
export function levelSkeletons(count: number, className: string): HTMLElement {
  const cards = Array.from({ length: count }, () =>
    el('div', { class: 'card skeleton' }, el('span', { class: 'skeleton-line' }), el('span', { class: 'skeleton-bar' })),
  );
  return el('div', { class: className, 'aria-hidden': 'true' }, ...cards);
}
