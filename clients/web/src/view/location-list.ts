import type { ShownLocation } from '../kept/kept-location.ts';
import { formatNumber, t } from '../language/language.ts';
import { distanceWords } from '@live-parking/client/driver';
import { listInOrder, type ListedLocation } from '@live-parking/client/driver';
import type { Favourites } from '../places/favourites.ts';
import { locationFragment } from '../routing/route.ts';
import type { Announcer } from './announcer.ts';
import { ChangingNumber } from './changing-number.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { FavouriteButton } from './favourite-button.ts';
import { KeyedChildren, type Part } from './keyed-children.ts';
import { ListTools } from './list-tools.ts';
import { OccupancyBar } from './occupancy-bar.ts';
import { cardSkeletons } from './skeletons.ts';
import { showStatus } from './status-chip.ts';
import { freeNumber } from '@live-parking/client/driver';

/** Pause in typing before the number of found locations is announced, milliseconds. */
const typingPause = 700;

/** All locations, each with what is free; the way from one to another. */
export class LocationList {
  readonly #favourites: Favourites;
  readonly #announcer: Announcer;
  readonly #tools = new ListTools(() => this.#wantedAnew());
  readonly #items = el('ul', { class: 'location-items' });
  readonly #none = el('p', { class: 'list-note', hidden: '' });
  readonly #skeleton = cardSkeletons(3);
  readonly element = el(
    'nav',
    { class: 'locations', 'aria-label': t('list.title') },
    el('h2', { class: 'section-title' }, t('list.title')),
    this.#tools.element,
    this.#skeleton,
    this.#items,
    this.#none,
  );
  readonly #children: KeyedChildren<ListedLocation<ShownLocation>, LocationItem>;
  #locations: readonly ShownLocation[] | undefined;
  #current: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(favourites: Favourites, announcer: Announcer, toggleFavourite: (id: string) => void) {
    this.#favourites = favourites;
    this.#announcer = announcer;
    this.#children = new KeyedChildren<ListedLocation<ShownLocation>, LocationItem>(
      this.#items,
      ({ location }) => location.id,
      ({ location }) => new LocationItem(location.id, toggleFavourite),
    );
  }

  /**
   * Shows the locations, or their outline while they are not known yet.
   * @param current The one that is shown beside the list.
   */
  show(locations: readonly ShownLocation[] | undefined, current: string | undefined): void {
    this.#locations = locations;
    this.#current = current;
    // Among few there is nothing to search.
    this.#tools.element.hidden = (locations?.length ?? 0) < 2;
    this.#tools.show(locations?.some(({ position }) => position !== undefined) === true);
    this.#skeleton.hidden = locations !== undefined;
    const { search, position } = this.#tools;
    const listed = listInOrder(locations ?? [], { search, position, favourites: this.#favourites.ids });
    this.#children.show(listed);
    this.#none.hidden = locations === undefined || locations.length === 0 || listed.length > 0;
    setText(this.#none, t('list.none', { text: search }));
    for (const item of this.#children.parts) item.markCurrent(item.id === current);
  }

  /** Brings ages up to date. */
  tick(): void {
    for (const item of this.#children.parts) item.tick();
  }

  #wantedAnew(): void {
    this.show(this.#locations, this.#current);
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#sayFound(), typingPause);
  }

  #sayFound(): void {
    const { search, position } = this.#tools;
    const listed = listInOrder(this.#locations ?? [], { search, position, favourites: this.#favourites.ids });
    const nearest = listed[0];
    if (position !== undefined && nearest?.distance !== undefined)
      this.#announcer.say('list', t('list.nearestFound', { location: nearest.location.name, distance: distanceWords(nearest.distance) }));
    else if (search !== '') this.#announcer.say('list', t('list.found', { count: listed.length }));
  }
}

class LocationItem implements Part<ListedLocation<ShownLocation>> {
  readonly id: string;
  readonly #name = el('span', { class: 'location-name' });
  readonly #free = new ChangingNumber('location-free');
  readonly #total = el('span', { class: 'location-total' });
  readonly #chip = new Chip();
  readonly #distance = el('span', { class: 'location-distance' });
  readonly #address = el('span', { class: 'location-address' });
  readonly #bar = new OccupancyBar();
  readonly #link: HTMLAnchorElement;
  readonly #favourite: FavouriteButton;
  readonly element: HTMLElement;
  #shown: ShownLocation | undefined;

  constructor(id: string, toggleFavourite: (id: string) => void) {
    this.id = id;
    this.#favourite = new FavouriteButton(() => toggleFavourite(id));
    this.#link = el(
      'a',
      { class: 'card location-item', href: locationFragment(id), 'data-location': id },
      el('span', { class: 'location-title' }, this.#name, this.#address),
      el('span', { class: 'location-count' }, this.#free.element, this.#total),
      this.#bar.element,
      el('span', { class: 'location-marks' }, this.#chip.element, this.#distance),
    );
    this.element = el('li', { class: 'location-row' }, this.#link, this.#favourite.element);
  }

  update({ location, distance, isFavourite }: ListedLocation<ShownLocation>): void {
    setText(this.#name, location.name);
    setText(this.#address, location.address ?? '');
    this.#free.show(freeNumber(location.status, location.spots), formatNumber(location.spots.total));
    setText(this.#total, t('spots.ofFree', { total: location.spots.total }));
    setText(this.#distance, distance === undefined ? '' : distanceWords(distance));
    this.#bar.show(location.status, location.spots);
    this.#favourite.show(location.name, isFavourite);
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
