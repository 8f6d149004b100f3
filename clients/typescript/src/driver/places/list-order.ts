import type { GeoPosition, LocationStatus } from '../../wire.ts';
import { distanceBetween } from './distance.ts';
import { matches } from './search.ts';

/** What of a location the order of a list depends on. */
export type ListableLocation = Pick<LocationStatus, 'id' | 'name' | 'address' | 'position'>;

/** A location of the list, and how far away it is where that is known, metres. */
export interface ListedLocation<L extends ListableLocation = ListableLocation> {
  readonly location: L;
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
export function listInOrder<L extends ListableLocation>(
  locations: readonly L[],
  { search, favourites, position }: ListWishes,
): ListedLocation<L>[] {
  const listed = locations
    .filter(location => matches(location, search))
    .map(location => ({
      location,
      distance: position === undefined || location.position === undefined ? undefined : distanceBetween(position, location.position),
      isFavourite: favourites.has(location.id),
    }));
  const rank = ({ distance, isFavourite }: ListedLocation<L>) => (position === undefined ? (isFavourite ? 0 : 1) : (distance ?? Infinity));
  return listed.sort((one, other) => {
    const [first, second] = [rank(one), rank(other)];
    return first === second ? 0 : first - second;
  });
}
