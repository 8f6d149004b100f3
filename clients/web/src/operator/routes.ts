import { slugPattern } from '@live-parking/client';

/** What the console shows. */
export type ConsoleRoute =
  | { readonly view: 'overview' }
  | { readonly view: 'alarms' }
  | { readonly view: 'wall' }
  | { readonly view: 'notifications' }
  | { readonly view: 'site'; readonly id: string; readonly part?: 'cameras' };

/** Reads the fragment of the address: `#/`, `#/alarms`, `#/wall`, `#/notifications`, `#/site/ID` or `#/site/ID/cameras`. Everything else is the overview. */
export function parseConsoleRoute(fragment: string): ConsoleRoute {
  const [view, id = '', part] = fragment.replace(/^#?\/?/, '').split('/');
  if (view === 'alarms' || view === 'wall' || view === 'notifications') return { view };
  if (view === 'site' && slugPattern.test(id)) return part === 'cameras' ? { view, id, part } : { view, id };
  return { view: 'overview' };
}

/** The fragment that leads to a view. */
export function fragmentOf(route: ConsoleRoute): string {
  if (route.view === 'overview') return '#/';
  if (route.view !== 'site') return `#/${route.view}`;
  return `#/site/${route.id}${route.part === undefined ? '' : `/${route.part}`}`;
}

/** Goes to a view. */
export function go(route: ConsoleRoute): void {
  location.hash = fragmentOf(route);
}
