import { el } from './dom.ts';

/** Says sentences to screen readers, politely: after what they are reading now. */
export class Announcer {
  readonly element = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });

  say(sentence: string): void {
    // A new node is announced even when it says the same as the one before.
    this.element.replaceChildren(el('p', {}, sentence));
  }
}
