import { useEffect, useLayoutEffect, useRef, useState } from './preact.ts';
import { useLiveParking } from '@live-parking/client/react';
import { parseConsoleRoute, type ConsoleRoute } from './routes.ts';

/** The view that the address names. */
export function useRoute(): ConsoleRoute {
  const [fragment, setFragment] = useState(location.hash);
  useEffect(() => {
    const read = () => setFragment(location.hash);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return parseConsoleRoute(fragment);
}

/** The gateway's clock, every so often. */
export function useNow(everyMs: number): number {
  const { clock } = useLiveParking();
  const [now, setNow] = useState(() => clock.at(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.at(Date.now())), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}

/** Calls a listener for keys that no field takes. Escape leaves a field. */
export function useKeys(listener: (key: string, event: KeyboardEvent) => void): void {
  // The one of the last rendering: effects run later, and keys come fast.
  const latest = useRef(listener);
  latest.current = listener;
  // Before the view is painted: keys come as soon as it is there.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const { target } = event;
      const isField = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (!isField) latest.current(event.key, event);
      else if (event.key === 'Escape') target.blur();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
