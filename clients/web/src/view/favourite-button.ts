import { t } from '../language/language.ts';
import { el, setAttribute } from './dom.ts';
import { icon } from './icons.ts';

/** Keeps a location among the favourites, or no longer. */
export class FavouriteButton {
  readonly element: HTMLButtonElement;
  readonly #word: string | undefined;
  #isOn: boolean | undefined;

  /** @param word Beside the picture; without one the button is the picture alone. */
  constructor(toggle: () => void, word?: string) {
    this.#word = word;
    this.element = el('button', { type: 'button', class: word === undefined ? 'icon-button favourite' : 'button favourite' });
    this.element.addEventListener('click', toggle);
  }

  show(name: string, isOn: boolean): void {
    // A visible word is also the accessible name: voice control users say it.
    setAttribute(this.element, 'aria-label', this.#word === undefined ? t('place.favouriteLong', { location: name }) : undefined);
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    setAttribute(this.element, 'aria-pressed', String(isOn));
    this.element.replaceChildren(icon(isOn ? 'starred' : 'star'), ...(this.#word === undefined ? [] : [this.#word]));
  }
}
