import { type LevelStatus, type LocationStatus, slugPattern } from '@live-parking/client';

/** The last known state of a location. */
export interface KeptLocation {
  /** When this was current, by the device's clock, Unix milliseconds. */
  readonly seenAt: number;
  readonly status: LocationStatus;
}

/** A location that is shown; one that is not current says since when. */
export type ShownLocation = LocationStatus & { readonly seenAt?: number };

/** How many locations are kept at most. */
export const mostLocations = 40;

/** Maximum length of the text, characters. Storage of a page holds some 5 million. */
export const mostText = 200_000;

/** A number older than a week is not shown, milliseconds. */
const oldest = 7 * 24 * 3600_000;

/** The form of the text; one of another form is forgotten. */
const form = 1;

/** A kept location as it is shown. */
export function shownFrom({ seenAt, status }: KeptLocation): ShownLocation {
  return { ...status, seenAt };
}

/**
 * The text that is stored: the preferred locations and then those seen last, as many as there is room for.
 * @param preferred Ids of locations that come first, such as favourites.
 */
export function keptText(locations: readonly KeptLocation[], preferred: ReadonlySet<string> = new Set()): string {
  const rank = ({ status }: KeptLocation): number => (preferred.has(status.id) ? 0 : 1);
  const newest = [...locations].sort((one, other) => rank(one) - rank(other) || other.seenAt - one.seenAt);
  const texts: string[] = [];
  let length = 0;
  for (const { seenAt, status } of newest.slice(0, mostLocations)) {
    const text = JSON.stringify({ seenAt, status: lasting(status) });
    length += text.length + 1;
    if (length > mostText) break;
    texts.push(text);
  }
  return `{"form":${form},"locations":[${texts.join(',')}]}`;
}

/** Reads such a text; damaged or too old entries, and entries of another form, are left out. */
export function readKept(text: string | undefined, now: number): readonly KeptLocation[] {
  const value = parse(text);
  if (!isObject(value) || value['form'] !== form || !Array.isArray(value['locations'])) return [];
  return value['locations'].filter(isKept).filter(({ seenAt }) => now - seenAt < oldest);
}

/** The part that may still be valid later: neither cameras, whose pictures are gone, and their notice, nor the trend, nor opening and closing times. */
function lasting({ notice: _notice, ...status }: LocationStatus): LocationStatus {
  return { ...status, cameras: [], levels: status.levels.map(lastingLevel) };
}

function lastingLevel({ trend: _trend, confidence: _confidence, opensAt: _opensAt, closesAt: _closesAt, ...level }: LevelStatus): LevelStatus {
  return level;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isKept(value: unknown): value is KeptLocation {
  if (!isObject(value) || typeof value['seenAt'] !== 'number') return false;
  const status = value['status'];
  return (
    isNamed(status, 'id') && isCounted(status) && Array.isArray(status['cameras']) && Array.isArray(status['levels']) && status['levels'].every(isLevel)
  );
}

function isLevel(value: unknown): boolean {
  return isNamed(value, 'levelId') && isCounted(value) && typeof value['stale'] === 'boolean';
}

function isNamed(value: unknown, id: string): value is Record<string, unknown> {
  return isObject(value) && typeof value[id] === 'string' && slugPattern.test(value[id]) && typeof value['name'] === 'string';
}

function isCounted({ spots, status, updatedAt, version }: Record<string, unknown>): boolean {
  return (
    isObject(spots) &&
    ['total', 'occupied', 'available'].every(part => typeof spots[part] === 'number') &&
    typeof status === 'string' &&
    typeof updatedAt === 'string' &&
    typeof version === 'number'
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
