import { slugPattern } from '@live-parking/client';

/** What the address asks for: nothing in particular, the list, one location, or something that can't exist. */
export type Route =
  | { readonly kind: 'none' }
  | { readonly kind: 'overview' }
  | { readonly kind: 'location'; readonly id: string }
  | { readonly kind: 'invalid'; readonly text: string };

/** Reads the fragment of the address: `` (nothing), `#/` (the list) or `#/pakuwon-basement` (a location). */
export function parseRoute(fragment: string): Route {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { kind: 'none' };
  if (text === '/') return { kind: 'overview' };
  const id = text.replace(/^\//, '').replace(/\/$/, '');
  return slugPattern.test(id) ? { kind: 'location', id } : { kind: 'invalid', text: id.slice(0, 80) };
}

/** The fragment that leads to a location. */
export function locationFragment(id: string): string {
  return `#/${id}`;
}

/** The fragment that leads to the list. */
export const overviewFragment = '#/';
