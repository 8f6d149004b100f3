import type { LocationStatus } from '../../wire.ts';

type Searched = Pick<LocationStatus, 'id' | 'name' | 'address'>;

/** Whether a location's name or address has every word of a search somewhere; accents and capitals make no difference. */
export function matches(location: Searched, search: string): boolean {
  const text = plain(`${location.name} ${location.address ?? ''} ${location.id}`);
  return plain(search)
    .split(/\s+/)
    .every(word => text.includes(word));
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
