import type { LocationStatus } from '@live-parking/client';
import { t } from '../language/language.ts';
import { directionsUrl } from '@live-parking/client/driver';
import { heightWords, openingWords } from '@live-parking/client/driver';
import { locationFragment } from '../routing/route.ts';
import type { Announcer } from './announcer.ts';
import { el, setAttribute, setText } from './dom.ts';
import { FavouriteButton } from './favourite-button.ts';
import { icon, type IconName } from './icons.ts';
import { ShareButton } from './share-button.ts';

/** Information and actions of a location for drivers, beside its numbers. */
export class PlacePanel {
  readonly #address = new Fact('place');
  readonly #hours = new Fact('clock');
  readonly #height = new Fact('height');
  readonly #directions = el(
    'a',
    { class: 'button', target: '_blank', rel: 'noopener noreferrer', hidden: '' },
    icon('directions'),
    t('place.directions'),
  );
  readonly #share: ShareButton;
  readonly #favourite: FavouriteButton;
  readonly #facts = el('ul', { class: 'place-facts' }, this.#address.element, this.#hours.element, this.#height.element);
  readonly element: HTMLElement;
  #location: LocationStatus | undefined;

  constructor(announcer: Announcer, toggleFavourite: (id: string) => void) {
    this.#share = new ShareButton(announcer, t('place.share'));
    this.#favourite = new FavouriteButton(() => {
      if (this.#location !== undefined) toggleFavourite(this.#location.id);
    }, t('place.favourite'));
    this.element = el(
      'section',
      { class: 'place', 'aria-label': t('place.label') },
      this.#facts,
      el('div', { class: 'place-actions' }, this.#directions, this.#share.element, this.#favourite.element),
    );
  }

  /** @param now By the gateway's clock, Unix milliseconds. */
  show(location: LocationStatus, isFavourite: boolean, now: number): void {
    this.#location = location;
    this.#address.show(location.address);
    this.#hours.show(openingWords(location, now));
    this.#height.show(heightWords(location));
    this.#facts.hidden = [...this.#facts.children].every(fact => fact instanceof HTMLElement && fact.hidden);
    const url = directionsUrl(location);
    this.#directions.hidden = url === undefined;
    setAttribute(this.#directions, 'href', url);
    const { id, name } = location;
    this.#share.show(t('place.shareLocation', { location: name }), () => ({ title: name, fragment: locationFragment(id) }));
    this.#favourite.show(name, isFavourite);
  }
}

/** One line; without words it is not there. */
class Fact {
  readonly #words = el('span');
  readonly element: HTMLElement;

  constructor(picture: IconName) {
    this.element = el('li', { hidden: '' }, icon(picture), this.#words);
  }

  show(words: string | undefined): void {
    this.element.hidden = words === undefined;
    setText(this.#words, words ?? '');
  }
}
