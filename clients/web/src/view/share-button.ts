import { t } from '../language/language.ts';
import { shareLink } from '../places/share-link.ts';
import type { Announcer } from './announcer.ts';
import { el, setAttribute } from './dom.ts';
import { icon } from './icons.ts';

/** How long the result of sharing a link stays on the page, milliseconds. */
const resultShown = 4000;

/** A button that shares a link, and shows the result beside itself. */
export class ShareButton {
  readonly #announcer: Announcer;
  readonly #result = el('span', { class: 'share-result', hidden: '' });
  readonly button: HTMLButtonElement;
  readonly element: HTMLElement;
  #link: (() => { readonly title: string; readonly fragment: string }) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param word Beside the picture; without one the button is the picture alone. */
  constructor(announcer: Announcer, word?: string) {
    this.#announcer = announcer;
    const className = word === undefined ? 'icon-button' : 'button';
    this.button = el('button', { type: 'button', class: className }, icon('share'), ...(word === undefined ? [] : [word]));
    this.button.addEventListener('click', () => void this.#share());
    this.element = el('span', { class: 'share' }, this.button, this.#result);
  }

  /** @param link What to share, at the moment when it is shared. */
  show(label: string, link: () => { readonly title: string; readonly fragment: string }): void {
    setAttribute(this.button, 'aria-label', label);
    this.#link = link;
  }

  async #share(): Promise<void> {
    if (this.#link === undefined) return;
    const { title, fragment } = this.#link();
    const url = `${location.origin}${location.pathname}${fragment}`;
    const shared = await shareLink(title, url);
    if (shared === 'copied') this.#say(t('share.copied'), resultShown);
    if (shared === 'failed') this.#say(t('share.failed', { url }));
  }

  #say(text: string, shownFor?: number): void {
    clearTimeout(this.#timer);
    this.#result.textContent = text;
    this.#result.hidden = false;
    this.#announcer.say('share', text);
    if (shownFor !== undefined) this.#timer = setTimeout(() => (this.#result.hidden = true), shownFor);
  }
}
