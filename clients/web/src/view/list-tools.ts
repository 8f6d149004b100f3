import type { GeoPosition } from '@live-parking/client';
import { t } from '../language/language.ts';
import { askPosition } from '../places/reader-position.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';

/** Above the list: search, and the nearest first. The reader's position is asked for when that is tapped, and not kept. */
export class ListTools {
  readonly #changed: () => void;
  readonly #search = el('input', {
    type: 'search',
    class: 'input search-input',
    placeholder: t('list.search'),
    'aria-label': t('list.searchLabel'),
    autocomplete: 'off',
    enterkeyhint: 'search',
  });
  readonly #near = el('button', { type: 'button', class: 'button near', 'aria-pressed': 'false', hidden: '' }, icon('near'), t('list.nearest'));
  readonly #note = el('p', { class: 'list-note', hidden: '' });
  readonly element = el(
    'div',
    { class: 'list-tools' },
    el('div', { class: 'search', role: 'search' }, icon('search'), this.#search),
    this.#near,
    this.#note,
  );
  #position: GeoPosition | undefined;
  #arePlacesKnown = false;

  /** @param changed Called when another list is wanted. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.#search.addEventListener('input', changed);
    this.#near.addEventListener('click', () => void this.#toggleNearest());
  }

  get search(): string {
    return this.#search.value.trim();
  }

  get position(): GeoPosition | undefined {
    return this.#position;
  }

  /** @param arePlacesKnown Whether any location says where it is. */
  show(arePlacesKnown: boolean): void {
    if (arePlacesKnown === this.#arePlacesKnown) return;
    this.#arePlacesKnown = arePlacesKnown;
    // Browsers give a position only to pages from a secure origin.
    this.#near.hidden = !arePlacesKnown || !isSecureContext;
    if (arePlacesKnown && !isSecureContext) this.#say(t('list.nearestInsecure'));
  }

  /** Says something under the tools; without words the line goes. */
  #say(words: string | undefined): void {
    this.#note.hidden = words === undefined;
    setText(this.#note, words ?? '');
  }

  async #toggleNearest(): Promise<void> {
    if (this.#position !== undefined) {
      this.#use(undefined);
      return;
    }
    this.#say(t('list.nearestWaiting'));
    this.#near.disabled = true;
    try {
      const answer = await askPosition();
      if (answer === 'insecure') this.#say(t('list.nearestInsecure'));
      else if (answer === 'denied') this.#say(t('list.nearestDenied'));
      else if (answer === 'unknown') this.#say(t('list.nearestUnknown'));
      else {
        this.#say(undefined);
        this.#use(answer);
      }
    } finally {
      this.#near.disabled = false;
      this.#near.focus();
    }
  }

  #use(position: GeoPosition | undefined): void {
    this.#position = position;
    setAttribute(this.#near, 'aria-pressed', String(position !== undefined));
    this.#changed();
  }
}
