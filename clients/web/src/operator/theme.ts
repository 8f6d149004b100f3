import { readText, writeText } from '../session/browser-storage.ts';

const key = 'live-parking.theme';
const themes = ['', 'dark', 'light'] as const;

/** Uses the theme that was chosen; without one, that of the system. */
export function useChosenTheme(): void {
  const chosen = readText(() => localStorage, key);
  if (chosen === 'dark' || chosen === 'light') document.documentElement.dataset['theme'] = chosen;
  else delete document.documentElement.dataset['theme'];
}

/** Light, dark, or as the system. */
export function nextTheme(): void {
  const now = document.documentElement.dataset['theme'] ?? '';
  const next = themes[(themes.findIndex(theme => theme === now) + 1) % themes.length];
  writeText(() => localStorage, key, next === '' ? undefined : next);
  useChosenTheme();
}
