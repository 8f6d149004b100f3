import { el, setAttribute, setText } from './dom.ts';
import { icon, type IconName } from './icons.ts';

/** A word with a picture and a colour: any one of the three is enough to understand it. */
export class Chip {
  readonly #word = el('span');
  readonly element = el('span', { class: 'chip' }, this.#word);
  #icon: IconName | undefined;

  /** @param tone Names both the picture and the colour. */
  show(tone: IconName, word: string): void {
    setText(this.#word, word);
    if (this.#icon === tone) return;
    this.#icon = tone;
    setAttribute(this.element, 'data-tone', tone);
    this.element.replaceChildren(icon(tone), this.#word);
  }
}
