import { t } from '../language/language.ts';
import type { SensorStatus } from '@live-parking/client';
import { el, setAttribute, setText } from './dom.ts';
import { fillLines, type Line } from './inspection-lines.ts';
import { byAttention } from './sensor-order.ts';
import { sensorFacts, sensorMarks } from './sensor-words.ts';

/** How many sensors are shown before somebody asks for all of them. */
const mostAtFirst = 8;

/** The sensors of a level, those that want attention first. */
export class SensorList {
  readonly #lines = el('ul', { class: 'inspection-list' });
  readonly #all = el('button', { type: 'button', class: 'button inspection-all', hidden: '' });
  readonly element = el('div', { class: 'inspection-sensors' }, this.#lines, this.#all);
  #sensors: readonly SensorStatus[] = [];
  #now = 0;
  #showsAll = false;

  constructor() {
    this.#all.addEventListener('click', () => {
      this.#showsAll = !this.#showsAll;
      this.show(this.#sensors, this.#now);
    });
  }

  /** @param now By the gateway's clock, Unix milliseconds. */
  show(sensors: readonly SensorStatus[], now: number): void {
    this.#sensors = sensors;
    this.#now = now;
    const ordered = byAttention(sensors);
    const shown = this.#showsAll ? ordered : ordered.slice(0, mostAtFirst);
    fillLines(
      this.#lines,
      shown.map(sensor => lineOf(sensor, now)),
      t('inspect.noSensors'),
    );
    this.#all.hidden = sensors.length <= mostAtFirst;
    setText(this.#all, this.#showsAll ? t('inspect.showFirst', { n: mostAtFirst }) : t('inspect.showAll', { n: sensors.length }));
    setAttribute(this.#all, 'aria-expanded', String(this.#showsAll));
  }
}

function lineOf(sensor: SensorStatus, now: number): Line {
  return {
    marks: sensorMarks(sensor),
    title: sensor.id,
    text: [sensorFacts(sensor, now), ...(sensor.reason === undefined ? [] : [sensor.reason])].join('. '),
  };
}
