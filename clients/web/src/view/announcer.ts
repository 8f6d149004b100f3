import { AnnouncementPace, type Sentence } from './announcement-pace.ts';
import { el } from './dom.ts';

/** Says sentences to screen readers, politely: after what they are reading now, and not too often. */
export class Announcer {
  readonly element = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  // A new node is announced even when it says the same as the one before.
  readonly #pace = new AnnouncementPace(sentence => this.element.replaceChildren(el('p', {}, sentence)));

  say(sentence: Sentence): void {
    this.#pace.offer(sentence);
  }
}
