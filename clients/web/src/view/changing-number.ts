import { el, setAttribute } from './dom.ts';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** A number that glows for a moment when it changes. */
export class ChangingNumber {
  readonly element: HTMLElement;
  #shown: string | undefined;

  constructor(className: string) {
    this.element = el('span', { class: `changing-number ${className}` });
  }

  /** Keeps room for the widest number to come, so that nothing moves when it does. */
  reserve(widest: string): void {
    setAttribute(this.element, 'data-widest', widest);
  }

  show(text: string): void {
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
