import { el } from './dom.ts';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** A number that glows for a moment when it changes, and moves nothing beside it: it keeps room for the longest that it can become. */
export class ChangingNumber {
  readonly element: HTMLElement;
  #shown: string | undefined;
  #room = 0;

  constructor(className: string) {
    this.element = el('span', { class: `changing-number ${className}` });
  }

  /** @param longest The longest text that it may become. */
  show(text: string, longest: string): void {
    const room = Math.max(text.length, longest.length);
    if (room !== this.#room) {
      this.#room = room;
      // Set through the style object, which the content security policy allows.
      this.element.style.setProperty('--room', `${room}ch`);
    }
    if (text === this.#shown) return;
    const isFirst = this.#shown === undefined;
    this.#shown = text;
    this.element.textContent = text;
    if (isFirst || calm.matches) return;
    const glow = getComputedStyle(this.element).getPropertyValue('--glow');
    this.element.animate([{ backgroundColor: glow }, { backgroundColor: glow, offset: 0.25 }, { backgroundColor: 'transparent' }], {
      duration: 1600,
      easing: 'ease-out',
    });
  }
}
