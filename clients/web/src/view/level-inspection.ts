import { ageWords } from '@live-parking/client/driver';
import { t } from '../language/language.ts';
import type { LevelSensors, LevelStatus } from '@live-parking/client';
import { CorrectionForm } from './correction-form.ts';
import { el, setText } from './dom.ts';
import { errorWords } from './error-words.ts';
import { fillLines, markChip, type Mark } from './inspection-lines.ts';
import type { Inspection, Operation } from './operation.ts';
import { SensorList } from './sensor-list.ts';
import { anomalyWord, attention, correctionWords, disagreementWords } from './sensor-words.ts';

/** Refresh interval of an open inspection and of a closed one, milliseconds. */
const period = 5000;
const closedPeriod = 30_000;

/** The first looks of all levels are spread over this time, milliseconds. */
const spread = 1500;

/** Longest lists that are shown. */
const mostAnomalies = 10;
const mostCorrections = 5;

/**
  * The operator's details of a level: setting the true number, inconsistencies, and the sensors. While it is closed its heading shows
  * whether it is worth opening.
 */
export class LevelInspection {
  readonly #operation: Operation;
  readonly #form: CorrectionForm;
  readonly #problem = el('p', { class: 'operator-outcome', 'data-kind': 'error', hidden: '' });
  readonly #disagreement = el('p', { class: 'inspection-disagreement', hidden: '' });
  readonly #sensors = new SensorList();
  readonly #anomalies = el('ul', { class: 'inspection-list' });
  readonly #corrections = el('ul', { class: 'inspection-list' });
  readonly #body = el('div', { class: 'inspection-body' });
  readonly #attention = el('span', { class: 'inspection-attention' });
  readonly element = el('details', { class: 'inspection' }, el('summary', {}, `${t('inspect.title')} `, this.#attention), this.#body);
  #level: LevelStatus | undefined;
  #inspection: Inspection | undefined;
  #sensorsSeen: LevelSensors | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attentionShown = '';
  #isLoading = false;
  #isDisposed = false;

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#form = new CorrectionForm(async (level, occupied, reason) => {
      await operation.correct(level, occupied, reason);
      void this.#load();
    });
    this.#body.append(
      this.#problem,
      this.#disagreement,
      el('h4', {}, t('inspect.correct')),
      this.#form.element,
      this.#corrections,
      el('h4', {}, t('inspect.anomalies')),
      this.#anomalies,
      el('h4', {}, t('inspect.sensors')),
      this.#sensors.element,
    );
    this.element.addEventListener('toggle', () => this.#lookIn(this.element.open ? 0 : closedPeriod));
    this.#lookIn(Math.random() * spread);
  }

  update(level: LevelStatus): void {
    this.#level = level;
    this.#form.update(level);
  }

  /** Brings ages up to date. @param now By the gateway's clock, Unix milliseconds. */
  tick(now: number): void {
    if (this.element.open && this.#inspection !== undefined) this.#show(this.#inspection, now);
    if (this.#sensorsSeen !== undefined && this.#level !== undefined)
      this.#showAttention(attention(this.#sensorsSeen, this.#level.spots.total, now));
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.element.open = false;
    this.element.remove();
  }

  #lookIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#isDisposed) this.#timer = setTimeout(() => void this.#load(), milliseconds);
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    if (this.#level === undefined || document.hidden) {
      this.#lookIn(period);
      return;
    }
    const isOpen = this.element.open;
    this.#isLoading = true;
    try {
      if (isOpen) {
        this.#inspection = await this.#operation.inspect(this.#level);
        this.#sensorsSeen = this.#inspection.sensors;
      } else {
        this.#sensorsSeen = await this.#operation.sensors(this.#level);
      }
      this.#problem.hidden = true;
    } catch (error) {
      setText(this.#problem, errorWords(error));
      this.#problem.hidden = false;
    } finally {
      this.#isLoading = false;
    }
    // If it was opened in between, the rest is still to come.
    this.#lookIn(!this.element.open ? closedPeriod : isOpen ? period : 0);
  }

  #showAttention(marks: readonly Mark[]): void {
    const key = marks.map(mark => `${mark.tone} ${mark.word}`).join('|');
    if (key === this.#attentionShown) return;
    this.#attentionShown = key;
    this.#attention.replaceChildren(...marks.map(markChip));
  }

  #show({ sensors, corrections }: Inspection, now: number): void {
    this.#disagreement.hidden = sensors.disagreement === undefined;
    if (sensors.disagreement !== undefined) setText(this.#disagreement, disagreementWords(sensors.disagreement));
    this.#sensors.show(sensors.sensors, now);
    fillLines(
      this.#anomalies,
      sensors.anomalies.slice(0, mostAnomalies).map(anomaly => ({
        marks: [{ tone: 'almostFull', word: anomalyWord(anomaly.kind) }],
        title: anomaly.detail,
        text: timesWords(ageWords(now - Date.parse(anomaly.at)), anomaly.times),
      })),
      t('inspect.noAnomalies'),
    );
    fillLines(
      this.#corrections,
      corrections.slice(0, mostCorrections).map(correction => ({
        title: correctionWords(correction),
        text: ageWords(now - Date.parse(correction.at)),
      })),
      t('inspect.noCorrections'),
    );
  }
}

function timesWords(age: string, times: number): string {
  return times > 1 ? t('inspect.times', { age, count: times }) : age;
}
