import type { LinkHealth } from '@live-parking/client/driver';
import type { LocationStatus } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import { t } from '../language/language.ts';
import { freeNumber } from '@live-parking/client/driver';

/** The page's title: the free spots come first, because a tab shows little more. */
export function pageTitle(location: ShownLocation | undefined, health: LinkHealth): string {
  if (location === undefined) return t('page.name');
  const free = health === 'lost' || location.seenAt !== undefined ? t('link.lost') : freeWords(location);
  return `${free} · ${location.name} · ${t('page.name')}`;
}

function freeWords({ status, spots }: LocationStatus): string {
  if (status === 'closed') return t('title.closed');
  return status === 'unknown' ? t('title.unknown') : t('title.free', { free: freeNumber(status, spots) });
}
