import { Announcements } from './announcements.ts';
import { el } from './dom.ts';

/** Says sentences to screen readers, politely: after what they are reading now, and at most once in 10 s. */
export class Announcer {
  readonly element = el('div', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  // A new node is announced even when it says the same as the one before.
  readonly #announcements = new Announcements(text => this.element.replaceChildren(el('p', {}, text)));

  /** @param matter What it is about, such as a level; of the same matter only the newest sentence is said. */
  say(matter: string, sentence: string): void {
    this.#announcements.add(matter, sentence);
  }

  /** Says nothing any more. */
  stop(): void {
    this.#announcements.stop();
  }
}
