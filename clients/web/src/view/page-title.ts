import type { LinkHealth } from '../link/link-health.ts';
import type { LocationStatus } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import { freeNumber } from './status-words.ts';

/** The page's title: what is free stands first, because a tab shows little more. */
export function pageTitle(location: ShownLocation | undefined, health: LinkHealth): string {
  if (location === undefined) return 'Live Parking';
  const free = health === 'lost' || location.seenAt !== undefined ? 'Not connected' : freeWords(location);
  return `${free} · ${location.name} · Live Parking`;
}

function freeWords({ status, spots }: LocationStatus): string {
  if (status === 'closed') return 'Closed';
  return status === 'unknown' ? 'Free spots unknown' : `${freeNumber(status, spots)} free`;
}
