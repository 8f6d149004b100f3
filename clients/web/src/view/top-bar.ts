import { overviewFragment } from '../routing/route.ts';
import type { Claims } from '@live-parking/client';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';

/** The head of the page: what this is, whether it is live, and who is looking. */
export class TopBar {
  readonly #linkWord = el('span', { class: 'link-word' });
  readonly #link = el('span', { class: 'link-mark' }, el('span', { class: 'link-dot' }), this.#linkWord);
  readonly #role = el('span', { class: 'role-word' });
  readonly #leave = el('button', { type: 'button', class: 'role-leave' }, 'Leave');
  readonly #badge = el('span', { class: 'role-badge', hidden: '' }, icon('person'), this.#role, this.#leave);
  readonly element = el(
    'header',
    { class: 'top' },
    el(
      'a',
      { class: 'brand', href: overviewFragment },
      el('span', { class: 'brand-sign', 'aria-hidden': 'true' }, 'P'),
      'Live Parking',
      el('span', { class: 'visually-hidden' }, ': all locations'),
    ),
    el('span', { class: 'top-marks' }, this.#badge, this.#link),
  );

  constructor(leave: () => void) {
    this.#leave.addEventListener('click', leave);
  }

  /** Shows how the connection is. */
  showLink(state: 'live' | 'connecting' | 'lost'): void {
    setAttribute(this.#link, 'data-link', state);
    setText(this.#linkWord, state === 'live' ? 'Live' : state === 'lost' ? 'Not connected' : 'Connecting');
  }

  /** Shows the role that a token gives, if there is one. */
  showClaims(claims: Claims | undefined): void {
    this.#badge.hidden = claims === undefined;
    setText(this.#role, claims?.role ?? '');
    setAttribute(this.#leave, 'aria-label', `Leave the ${claims?.role ?? ''} view`);
  }
}
