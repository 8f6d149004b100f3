import type { GeoPosition } from '../../wire.ts';
import { formatNumber } from '../language/language.ts';

/** Mean radius of the earth, metres. */
const earth = 6_371_000;

/** Straight-line distance, metres (haversine formula). */
export function distanceBetween(one: GeoPosition, other: GeoPosition): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2;
  const chord =
    half(one.latitude, other.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(one.longitude, other.longitude);
  return 2 * earth * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** A distance for people: `350 m`, `1.2 km`, `14 km`. The units are written out: not every engine of phones knows them. */
export function distanceWords(metres: number): string {
  if (metres < 995) return `${formatNumber(Math.round(metres / 10) * 10)} m`;
  return `${formatNumber(metres / 1000, { maximumFractionDigits: metres < 9950 ? 1 : 0 })} km`;
}
