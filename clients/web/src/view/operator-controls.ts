import type { LevelStatus } from '@live-parking/client';
import { t } from '../language/language.ts';
import type { Announcer } from './announcer.ts';
import { el, setAttribute, setText } from './dom.ts';
import { errorWords } from './error-words.ts';
import type { Operation } from './operation.ts';
import { storedWords, UndoOffer, undoneWords } from './undo-offer.ts';

/** How long the note about an undo stays on the page, milliseconds. An error stays until the next try. */
const outcomeShown = 4000;

/** Two buttons with which an operator corrects a level by hand, one car in and one car out, and one that takes it back for 10 s. */
export class OperatorControls {
  readonly #report: Operation['report'];
  readonly #announcer: Announcer;
  readonly #offer = new UndoOffer();
  readonly #entry = el('button', { type: 'button', class: 'button', 'data-reading': 'entry' }, t('operate.in'));
  readonly #exit = el('button', { type: 'button', class: 'button', 'data-reading': 'exit' }, t('operate.out'));
  readonly #outcome = el('p', { class: 'operator-outcome' });
  readonly #secondsLeft = el('span', { class: 'undo-seconds', 'aria-hidden': 'true' });
  readonly #undo = el('button', { type: 'button', class: 'button undo', hidden: '' }, t('operate.undo'), this.#secondsLeft);
  readonly element = el(
    'div',
    { class: 'operator-controls' },
    this.#entry,
    this.#exit,
    el('div', { class: 'operator-result' }, this.#outcome, this.#undo),
  );
  #level: LevelStatus | undefined;
  #pending = 0;
  #isUndoing = false;
  #clearAt = Infinity;

  constructor(report: Operation['report'], announcer: Announcer) {
    this.#report = report;
    this.#announcer = announcer;
    this.#entry.addEventListener('click', () => void this.#send('entry'));
    this.#exit.addEventListener('click', () => void this.#send('exit'));
    this.#undo.addEventListener('click', () => void this.#takeBack());
  }

  update(level: LevelStatus): void {
    this.#level = level;
    setAttribute(this.#entry, 'aria-label', t('operate.inLong', { level: level.name }));
    setAttribute(this.#exit, 'aria-label', t('operate.outLong', { level: level.name }));
  }

  /** Shows for how long something can still be undone. */
  tick(): void {
    const now = performance.now();
    const newest = this.#offer.newest(now);
    const isOffered = newest !== undefined && !this.#isUndoing;
    if (isOffered) {
      setAttribute(this.#undo, 'aria-label', t(newest.kind === 'entry' ? 'operate.undoIn' : 'operate.undoOut'));
      setText(this.#secondsLeft, String(this.#offer.secondsLeft(now)));
    } else if (!this.#undo.hidden) {
      // A focus must not be lost with the button that had it.
      if (document.activeElement === this.#undo) this.#entry.focus();
      if (!this.#isUndoing) this.#clearAt = Math.min(this.#clearAt, now);
    }
    this.#undo.hidden = !isOffered;
    if (now >= this.#clearAt && this.#pending === 0) this.#show('', 'done');
  }

  async #send(kind: 'entry' | 'exit'): Promise<void> {
    if (this.#level === undefined) return;
    this.#pending += 1;
    this.#show(t('operate.sending'), 'wait');
    try {
      const undo = await this.#report(this.#level, kind);
      this.#offer.add(kind, undo, performance.now());
      this.#pending -= 1;
      if (this.#pending === 0) {
        this.#show(storedWords(kind), 'done');
        this.#announcer.say('operation', t('operate.undoSpoken', { stored: storedWords(kind) }));
      }
    } catch (error) {
      this.#pending -= 1;
      this.#fail(error);
    }
    this.tick();
  }

  async #takeBack(): Promise<void> {
    const newest = this.#offer.newest(performance.now());
    if (newest === undefined || this.#isUndoing) return;
    this.#isUndoing = true;
    this.#show(t('operate.sending'), 'wait');
    this.tick();
    try {
      await newest.undo();
      this.#offer.remove(newest.undo);
      this.#show(undoneWords(newest.kind), 'done');
      this.#clearAt = performance.now() + outcomeShown;
      this.#announcer.say('operation', `${undoneWords(newest.kind)}.`);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#isUndoing = false;
      this.tick();
    }
  }

  #fail(error: unknown): void {
    const words = errorWords(error);
    this.#show(words, 'error');
    this.#announcer.say('operation', words);
  }

  #show(text: string, kind: 'wait' | 'done' | 'error'): void {
    this.#clearAt = Infinity;
    setText(this.#outcome, text);
    setAttribute(this.#outcome, 'data-kind', kind);
  }
}
