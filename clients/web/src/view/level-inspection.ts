import { ageWords } from '../clock/age-words.ts';
import type { LevelStatus } from '../wire.ts';
import { Chip } from './chip.ts';
import { CorrectionForm } from './correction-form.ts';
import { el, setText } from './dom.ts';
import type { Inspection, Operation } from './operation.ts';
import { anomalyWord, correctionWords, disagreementWords, healthWord, sensorFacts } from './sensor-words.ts';

/** How often an open inspection is brought up to date, milliseconds. */
const period = 5000;

/** Longest lists that are shown. */
const mostSensors = 100;
const mostAnomalies = 10;
const mostCorrections = 5;

/** Behind a level's number, for an operator: its sensors, what does not fit, and corrections. Loaded while it is open. */
export class LevelInspection {
  readonly #operation: Operation;
  readonly #form: CorrectionForm;
  readonly #problem = el('p', { class: 'operator-outcome', 'data-kind': 'error', hidden: '' });
  readonly #disagreement = el('p', { class: 'inspection-disagreement', hidden: '' });
  readonly #sensors = el('ul', { class: 'inspection-list' });
  readonly #anomalies = el('ul', { class: 'inspection-list' });
  readonly #corrections = el('ul', { class: 'inspection-list' });
  readonly #body = el('div', { class: 'inspection-body' });
  readonly element = el('details', { class: 'inspection' }, el('summary', {}, 'Sensors and corrections'), this.#body);
  #level: LevelStatus | undefined;
  #inspection: Inspection | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLoading = false;

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#form = new CorrectionForm(async (level, occupied, reason) => {
      await operation.correct(level, occupied, reason);
      void this.#load();
    });
    this.#body.append(
      this.#problem,
      this.#disagreement,
      el('h4', {}, 'Sensors'),
      this.#sensors,
      el('h4', {}, 'What does not fit'),
      this.#anomalies,
      el('h4', {}, 'Set the true number'),
      this.#form.element,
      this.#corrections,
    );
    this.element.addEventListener('toggle', () => {
      clearTimeout(this.#timer);
      if (this.element.open) void this.#load();
    });
  }

  update(level: LevelStatus): void {
    this.#level = level;
    this.#form.update(level);
  }

  /** Brings ages up to date. @param now By the gateway's clock, Unix milliseconds. */
  tick(now: number): void {
    if (this.element.open && this.#inspection !== undefined) this.#show(this.#inspection, now);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.element.open = false;
    this.element.remove();
  }

  async #load(): Promise<void> {
    if (this.#level === undefined || this.#isLoading) return;
    clearTimeout(this.#timer);
    this.#isLoading = true;
    try {
      this.#inspection = await this.#operation.inspect(this.#level);
      this.#problem.hidden = true;
    } catch (error) {
      setText(this.#problem, error instanceof Error ? error.message : String(error));
      this.#problem.hidden = false;
    } finally {
      this.#isLoading = false;
    }
    if (this.element.open) this.#timer = setTimeout(() => void this.#load(), period);
  }

  #show({ sensors, corrections }: Inspection, now: number): void {
    this.#disagreement.hidden = sensors.disagreement === undefined;
    if (sensors.disagreement !== undefined) setText(this.#disagreement, disagreementWords(sensors.disagreement));
    fill(
      this.#sensors,
      sensors.sensors.slice(0, mostSensors).map(sensor => ({
        tone: sensor.health === 'ok' ? 'open' : sensor.health === 'silent' ? 'unknown' : 'full',
        mark: healthWord(sensor.health),
        title: sensor.id,
        text: [sensorFacts(sensor, now), ...(sensor.reason === undefined ? [] : [sensor.reason])].join('. '),
      })),
      'No sensor has been heard yet.',
    );
    fill(
      this.#anomalies,
      sensors.anomalies.slice(0, mostAnomalies).map(anomaly => ({
        tone: 'almostFull',
        mark: anomalyWord(anomaly.kind),
        title: anomaly.detail,
        text: `${ageWords(now - Date.parse(anomaly.at))}${anomaly.times > 1 ? `, ${anomaly.times.toLocaleString('en')} times` : ''}`,
      })),
      'Nothing: what the sensors say fits.',
    );
    fill(
      this.#corrections,
      corrections.slice(0, mostCorrections).map(correction => ({
        title: correctionWords(correction),
        text: ageWords(now - Date.parse(correction.at)),
      })),
      'No corrections in the last 30 days.',
    );
  }
}

interface Line {
  readonly tone?: 'open' | 'almostFull' | 'full' | 'unknown';
  readonly mark?: string;
  readonly title: string;
  readonly text: string;
}

/** Shows lines; those that are as they were stay untouched. */
function fill(list: HTMLElement, lines: readonly Line[], empty: string): void {
  const shown: readonly Line[] = lines.length > 0 ? lines : [{ title: empty, text: '' }];
  while (list.children.length > shown.length) list.lastElementChild?.remove();
  shown.forEach((line, index) => {
    const key = `${line.tone ?? ''}|${line.mark ?? ''}|${line.title}`;
    const there = list.children[index];
    if (there?.getAttribute('data-key') === key) {
      const text = there.lastElementChild;
      if (text !== null) setText(text, line.text);
      return;
    }
    const item = el('li', { 'data-key': key });
    if (line.tone !== undefined && line.mark !== undefined) {
      const chip = new Chip();
      chip.show(line.tone, line.mark);
      item.append(chip.element);
    }
    item.append(el('span', { class: 'inspection-title' }, line.title), el('span', { class: 'inspection-text' }, line.text));
    if (there === undefined) list.append(item);
    else there.replaceWith(item);
  });
}
