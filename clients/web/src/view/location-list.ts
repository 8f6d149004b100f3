import { locationFragment } from '../routing/route.ts';
import type { ShownLocation } from '../kept/kept-location.ts';
import { ChangingNumber } from './changing-number.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { KeyedChildren, type Part } from './keyed-children.ts';
import { OccupancyBar } from './occupancy-bar.ts';
import { cardSkeletons } from './skeletons.ts';
import { showStatus } from './status-chip.ts';
import { freeNumber } from './status-words.ts';

/** All locations, each with what is free; the way from one to another. */
export class LocationList {
  readonly #items = el('ul', { class: 'location-items' });
  readonly #skeleton = cardSkeletons(3);
  readonly element = el(
    'nav',
    { class: 'locations', 'aria-label': 'Locations' },
    el('h2', { class: 'section-title' }, 'Locations'),
    this.#skeleton,
    this.#items,
  );
  readonly #children = new KeyedChildren<ShownLocation, LocationItem>(
    this.#items,
    location => location.id,
    location => new LocationItem(location.id),
  );

  /**
   * Shows the locations, or their outline while they are not known yet.
   * @param current The one that is shown beside the list.
   */
  show(locations: readonly ShownLocation[] | undefined, current: string | undefined): void {
    this.#skeleton.hidden = locations !== undefined;
    this.#children.show(locations ?? []);
    for (const item of this.#children.parts) item.markCurrent(item.id === current);
  }

  /** Brings ages up to date. */
  tick(): void {
    for (const item of this.#children.parts) item.tick();
  }
}

class LocationItem implements Part<ShownLocation> {
  readonly id: string;
  readonly #name = el('span', { class: 'location-name' });
  readonly #free = new ChangingNumber('location-free');
  readonly #total = el('span', { class: 'location-total' });
  readonly #chip = new Chip();
  readonly #bar = new OccupancyBar();
  readonly #link: HTMLAnchorElement;
  readonly element: HTMLElement;
  #shown: ShownLocation | undefined;

  constructor(id: string) {
    this.id = id;
    this.#link = el(
      'a',
      { class: 'card location-item', href: locationFragment(id), 'data-location': id },
      el('span', { class: 'location-line' }, this.#name, el('span', { class: 'location-count' }, this.#free.element, this.#total)),
      this.#bar.element,
      this.#chip.element,
    );
    this.element = el('li', {}, this.#link);
  }

  update(location: ShownLocation): void {
    setText(this.#name, location.name);
    this.#free.reserve(location.spots.total.toLocaleString('en'));
    this.#free.show(freeNumber(location.status, location.spots));
    setText(this.#total, ` / ${location.spots.total.toLocaleString('en')} free`);
    this.#bar.show(location.status, location.spots);
    setAttribute(this.#link, 'data-kept', location.seenAt === undefined ? undefined : '');
    this.#shown = location;
    this.tick();
  }

  /** Brings the age of numbers that are not current up to date. */
  tick(): void {
    if (this.#shown !== undefined) showStatus(this.#chip, this.#shown.status, this.#shown.seenAt);
  }

  markCurrent(isCurrent: boolean): void {
    setAttribute(this.#link, 'aria-current', isCurrent ? 'page' : undefined);
  }
}
