import { slugPattern } from '../../wire.ts';

/** The ids of favourites in a stored text; empty when the text is not a list of ids. */
export function parseFavourites(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter(id => slugPattern.test(id));
}
