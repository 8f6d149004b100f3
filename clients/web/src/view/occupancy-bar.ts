import type { OccupancyStatus, Spots } from '@live-parking/client';
import { takenShare } from '@live-parking/client/driver';
import { el, setAttribute } from './dom.ts';

/** How much of a level is taken, as a bar. The numbers are beside it, so it is hidden from assistive technology. */
export class OccupancyBar {
  readonly #filled = el('span', { class: 'bar-filled' });
  readonly element = el('span', { class: 'bar', 'aria-hidden': 'true' }, this.#filled);

  show(status: OccupancyStatus, spots: Spots): void {
    setAttribute(this.element, 'data-tone', status);
    // Set through the style object, which the content security policy allows.
    this.#filled.style.setProperty('--share', takenShare(status, spots).toFixed(4));
  }
}
