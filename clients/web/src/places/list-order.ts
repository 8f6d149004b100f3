import type { GeoPosition } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import { distanceBetween } from './distance.ts';
import { matches } from './search.ts';

/** A location of the list, and how far away it is where that is known, metres. */
export interface ListedLocation {
  readonly location: ShownLocation;
  readonly distance: number | undefined;
  readonly isFavourite: boolean;
}

/** The reader's settings for the list. */
export interface ListWishes {
  readonly search: string;
  readonly favourites: ReadonlySet<string>;
  /** Where the reader is; nothing unless the nearest was asked for. */
  readonly position: GeoPosition | undefined;
}

/**
 * The locations that a search finds: the nearest first where the reader's position is known, those without a position last; otherwise favourites
 * first. Equal locations stay in the gateway's order.
 */
export function listInOrder(locations: readonly ShownLocation[], { search, favourites, position }: ListWishes): ListedLocation[] {
  const listed = locations
    .filter(location => matches(location, search))
    .map(location => ({
      location,
      distance: position === undefined || location.position === undefined ? undefined : distanceBetween(position, location.position),
      isFavourite: favourites.has(location.id),
    }));
  const rank = ({ distance, isFavourite }: ListedLocation) => (position === undefined ? (isFavourite ? 0 : 1) : (distance ?? Infinity));
  return listed.toSorted((one, other) => {
    const [first, second] = [rank(one), rank(other)];
    return first === second ? 0 : first - second;
  });
}
