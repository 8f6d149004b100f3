import type { LevelStatus } from '@live-parking/client';
import { t } from '../language/language.ts';
import { el, setText } from './dom.ts';
import { errorWords } from './error-words.ts';

/** Sets the true number of a level, with a reason. */
export class CorrectionForm {
  readonly #occupied = el('input', { type: 'number', class: 'input', min: '0', max: '1000000', step: '1', required: '', inputmode: 'numeric' });
  readonly #reason = el('input', { type: 'text', class: 'input', maxlength: '500', required: '', placeholder: t('correct.example') });
  readonly #send = el('button', { type: 'submit', class: 'button' }, t('correct.set'));
  readonly #outcome = el('p', { class: 'operator-outcome', role: 'status' });
  readonly element = el(
    'form',
    { class: 'correction-form' },
    el('label', { class: 'field' }, t('correct.cars'), this.#occupied),
    el('label', { class: 'field field-wide' }, t('correct.why'), this.#reason),
    this.#send,
    this.#outcome,
  );
  readonly #correct: (level: LevelStatus, occupied: number, reason: string) => Promise<void>;
  #level: LevelStatus | undefined;

  constructor(correct: (level: LevelStatus, occupied: number, reason: string) => Promise<void>) {
    this.#correct = correct;
    this.element.addEventListener('submit', event => {
      event.preventDefault();
      void this.#submit();
    });
  }

  update(level: LevelStatus): void {
    this.#level = level;
    this.element.setAttribute('aria-label', t('correct.label', { level: level.name }));
  }

  async #submit(): Promise<void> {
    if (this.#level === undefined) return;
    const occupied = this.#occupied.valueAsNumber;
    this.#send.disabled = true;
    this.#say(t('operate.sending'), 'wait');
    try {
      await this.#correct(this.#level, occupied, this.#reason.value.trim());
      this.#say(t('correct.stored', { count: occupied }), 'done');
      this.element.reset();
    } catch (error) {
      this.#say(errorWords(error), 'error');
    } finally {
      this.#send.disabled = false;
    }
  }

  #say(text: string, kind: 'wait' | 'done' | 'error'): void {
    setText(this.#outcome, text);
    this.#outcome.setAttribute('data-kind', kind);
  }
}
