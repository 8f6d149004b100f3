import type { OccupancyStatus, Spots } from '@live-parking/client';
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

/** The taken share, 0 to 1, computed from the free spots shown beside it: excess cars on one level do not reduce another level. */
export function takenShare(status: OccupancyStatus, { total, available }: Spots): number {
  return status === 'unknown' || total <= 0 ? 0 : Math.min(1, Math.max(0, (total - available) / total));
}
