import type { LocationStatus } from '../../wire.ts';

/**
 * An address that shows the way to a location on a map, and on a phone opens the app for it; undefined where neither position nor address is
 * known. Format: Maps URLs, "directions" (developers.google.com/maps/documentation/urls).
 */
export function directionsUrl({ position, address, name }: Pick<LocationStatus, 'position' | 'address' | 'name'>): string | undefined {
  if (position === undefined && address === undefined) return undefined;
  const destination = position === undefined ? `${name}, ${address ?? ''}` : `${position.latitude},${position.longitude}`;
  return `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(destination)}`;
}
