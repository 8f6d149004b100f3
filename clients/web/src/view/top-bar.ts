import { t, type LanguageCode } from '../language/language.ts';
import { overviewFragment } from '../routing/route.ts';
import type { Claims } from '@live-parking/client';
import type { SignInShown } from '../sign-in/sign-in.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { languageSwitch } from './language-switch.ts';

/** The head of the page: what this is, whether it is live, and who is looking. */
export class TopBar {
  readonly #linkWord = el('span', { class: 'link-word' });
  readonly #link = el('span', { class: 'link-mark' }, el('span', { class: 'link-dot' }), this.#linkWord);
  readonly #signIn = el('button', { type: 'button', class: 'sign-in', hidden: '' });
  readonly #role = el('span', { class: 'role-word' });
  readonly #leave = el('button', { type: 'button', class: 'role-leave' });
  readonly #badge = el('span', { class: 'role-badge', hidden: '' }, icon('person'), this.#role, this.#leave);
  readonly #marks = el('span', { class: 'top-marks' }, this.#signIn, this.#badge);
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

  constructor(signIn: () => void, leave: () => void, chooseLanguage: (chosen: LanguageCode) => void) {
    // What appears later comes first, so that it moves nothing.
    this.#marks.append(languageSwitch(chooseLanguage), this.#link);
    this.#signIn.addEventListener('click', signIn);
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

  /** Shows the role that a token gives, or the way to one. */
  showRole(claims: Claims | undefined, { isOffered, isSignedIn, busy }: SignInShown): void {
    const hadFocus = document.activeElement === this.#leave;
    const hasRole = claims !== undefined || isSignedIn;
    this.#badge.hidden = !hasRole;
    const role = isSignedIn && claims === undefined ? t('role.signedIn') : roleWord(claims);
    setText(this.#role, role);
    setText(this.#leave, t(isSignedIn ? 'signIn.end' : 'role.leave'));
    setAttribute(this.#leave, 'aria-label', isSignedIn ? undefined : t('role.leaveLong', { role }));
    this.#signIn.hidden = hasRole || !(isOffered || busy !== undefined);
    setText(this.#signIn, t(busy === undefined ? 'signIn.begin' : busy === 'in' ? 'signIn.beginning' : 'signIn.ending'));
    setAttribute(this.#signIn, 'aria-disabled', busy === undefined ? undefined : 'true');
    if (hadFocus && !hasRole) this.#signIn.focus();
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
