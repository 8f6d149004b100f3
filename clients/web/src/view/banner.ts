import { el, setText } from './dom.ts';
import { icon } from './icons.ts';

/** A strip under the page's head that says what is wrong and offers one way out. */
export class Banner {
  readonly #text = el('span', { class: 'banner-text' });
  readonly #action = el('button', { type: 'button', class: 'button banner-action' });
  readonly element: HTMLElement;

  constructor(name: string, actionWord: string, action: () => void) {
    setText(this.#action, actionWord);
    this.#action.addEventListener('click', action);
    this.element = el('div', { class: 'banner', 'data-banner': name, hidden: '' }, icon('warn'), this.#text, this.#action);
  }

  /** Shows a sentence; without one the banner goes. */
  show(text: string | undefined): void {
    this.element.hidden = text === undefined;
    setText(this.#text, text ?? '');
  }
}
