import { slugPattern } from '@live-parking/client';
import { readText, writeText } from '../session/browser-storage.ts';

const key = 'live-parking.last-location';

/** The location that this browser showed last. */
export function readLastLocation(): string | undefined {
  const id = readText(() => localStorage, key);
  return id !== undefined && slugPattern.test(id) ? id : undefined;
}

/** Remembers the location for the next visit. */
export function writeLastLocation(id: string): void {
  writeText(() => localStorage, key, id);
}
