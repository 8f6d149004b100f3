import type { LevelStatus } from '@live-parking/client';
import { el, setText } from './dom.ts';
import type { Operation } from './operation.ts';

/** How long a success stays on the page, milliseconds. An error stays until the next try. */
const outcomeShown = 4000;

/** Two buttons with which an operator corrects a level by hand: one car in, one car out. */
export class OperatorControls {
  readonly #report: Operation['report'];
  readonly #levels = [el('span', { class: 'visually-hidden' }), el('span', { class: 'visually-hidden' })] as const;
  readonly #entry = el('button', { type: 'button', class: 'button', 'data-reading': 'entry' }, 'Car in +1', this.#levels[0]);
  readonly #exit = el('button', { type: 'button', class: 'button', 'data-reading': 'exit' }, 'Car out −1', this.#levels[1]);
  readonly #outcome = el('p', { class: 'operator-outcome', role: 'status' });
  readonly element = el('div', { class: 'operator-controls' }, this.#entry, this.#exit, this.#outcome);
  #level: LevelStatus | undefined;
  #pending = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(report: Operation['report']) {
    this.#report = report;
    this.#entry.addEventListener('click', () => void this.#send('entry'));
    this.#exit.addEventListener('click', () => void this.#send('exit'));
  }

  update(level: LevelStatus): void {
    this.#level = level;
    for (const name of this.#levels) setText(name, `, ${level.name}`);
  }

  async #send(kind: 'entry' | 'exit'): Promise<void> {
    if (this.#level === undefined) return;
    this.#pending += 1;
    this.#say('Sending…', 'wait');
    try {
      await this.#report(this.#level, kind);
      this.#pending -= 1;
      if (this.#pending === 0) this.#say(kind === 'entry' ? 'Stored: one car in' : 'Stored: one car out', 'done');
    } catch (error) {
      this.#pending -= 1;
      this.#say(error instanceof Error ? error.message : String(error), 'error');
    }
  }

  #say(text: string, kind: 'wait' | 'done' | 'error'): void {
    clearTimeout(this.#timer);
    if (kind === 'done') this.#timer = setTimeout(() => setText(this.#outcome, ''), outcomeShown);
    setText(this.#outcome, text);
    this.#outcome.setAttribute('data-kind', kind);
  }
}
