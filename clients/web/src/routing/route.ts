import { slugPattern } from '@live-parking/client';

/** The target of the address: nothing in particular, the list, one location or a level of it, or something that can't exist. */
export type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'overview' }
  | { readonly kind: 'location'; readonly id: string; readonly levelId?: string }
  | { readonly kind: 'invalid'; readonly text: string };

/**
 * Reads the fragment of the address: `` (nothing), `#/` (the list), `#/pakuwon-basement` (a location) or
 * `#/pakuwon-basement/upper-basement` (a level of it).
 */
export function parseRoute(fragment: string): Route {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { kind: 'none' };
  if (text === '/') return { kind: 'overview' };
  const path = text.replace(/^\//, '').replace(/\/$/, '');
  const [id = '', levelId, ...rest] = path.split('/');
  const isKnown = slugPattern.test(id) && (levelId === undefined || slugPattern.test(levelId)) && rest.length === 0;
  if (!isKnown) return { kind: 'invalid', text: path.slice(0, 80) };
  return levelId === undefined ? { kind: 'location', id } : { kind: 'location', id, levelId };
}

/** The fragment that leads to a location, or to a level of it. */
export function locationFragment(id: string, levelId?: string): string {
  return levelId === undefined ? `#/${id}` : `#/${id}/${levelId}`;
}

/** The fragment that leads to the list. */
export const overviewFragment = '#/';
