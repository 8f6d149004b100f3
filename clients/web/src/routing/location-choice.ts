import type { Route } from './route.ts';

/**
 * Which location to show. A location in the address wins, known or not: whether it exists is the gateway's to say.
 * Otherwise the one shown last, if it is still there; otherwise the first.
 */
export function chooseLocation(route: Route, remembered: string | undefined, known: readonly string[]): string | undefined {
  if (route.kind === 'location') return route.id;
  if (route.kind === 'invalid') return undefined;
  return remembered !== undefined && known.includes(remembered) ? remembered : known[0];
}
