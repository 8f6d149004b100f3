import { t, type LanguageCode } from '../language/language.ts';
import { overviewFragment } from '../routing/route.ts';
import type { Claims } from '@live-parking/client';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { languageSwitch } from './language-switch.ts';

/** The head of the page: what this is, whether it is live, and who is looking. */
export class TopBar {
  readonly #linkWord = el('span', { class: 'link-word' });
  readonly #link = el('span', { class: 'link-mark' }, el('span', { class: 'link-dot' }), this.#linkWord);
  readonly #role = el('span', { class: 'role-word' });
  readonly #leave = el('button', { type: 'button', class: 'role-leave' }, t('role.leave'));
  readonly #badge = el('span', { class: 'role-badge', hidden: '' }, icon('person'), this.#role, this.#leave);
  readonly #marks = el('span', { class: 'top-marks' }, this.#badge, this.#link);
  readonly element = el(
    'header',
    { class: 'top' },
    el(
      'a',
      { class: 'brand', href: overviewFragment },
      el('span', { class: 'brand-sign', 'aria-hidden': 'true' }, 'P'),
      el('span', { class: 'brand-name' }, t('page.name')),
      el('span', { class: 'visually-hidden' }, ` ${t('page.home')}`),
    ),
    this.#marks,
  );

  constructor(leave: () => void, chooseLanguage: (chosen: LanguageCode) => void) {
    this.#marks.prepend(languageSwitch(chooseLanguage));
    this.#leave.addEventListener('click', leave);
  }

  /** Puts the focus where the language was chosen. */
  focusLanguage(): void {
    this.#marks.querySelector('select')?.focus();
  }

  /** Shows how the connection is. */
  showLink(state: 'live' | 'connecting' | 'lost'): void {
    setAttribute(this.#link, 'data-link', state);
    setText(this.#linkWord, t(`link.${state}`));
  }

  /** Shows the role that a token gives, if there is one. */
  showClaims(claims: Claims | undefined): void {
    this.#badge.hidden = claims === undefined;
    const role = roleWord(claims);
    setText(this.#role, role);
    setAttribute(this.#leave, 'aria-label', t('role.leaveLong', { role }));
  }
}

function roleWord(claims: Claims | undefined): string {
  switch (claims?.role) {
    case undefined:
      return '';
    case 'viewer':
    case 'sensor':
    case 'operator':
    case 'admin':
      return t(`role.${claims.role}`);
    default:
      return claims?.role ?? '';
  }
}
