import { afterEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../../src/driver/language/language.ts';
import { directionsUrl } from '../../src/driver/places/directions.ts';
import { distanceBetween, distanceWords } from '../../src/driver/places/distance.ts';
import { parseFavourites } from '../../src/driver/places/favourites.ts';
import { hoursWords } from '../../src/driver/places/hours-words.ts';
import { listInOrder } from '../../src/driver/places/list-order.ts';
import { heightWords, openingWords } from '../../src/driver/places/place-facts.ts';
import { matches } from '../../src/driver/places/search.ts';
import { level, location } from '../support/samples.ts';

afterEach(() => useLanguage('en'));

const monas = { latitude: -6.1754, longitude: 106.8272 };
const bogor = { latitude: -6.595, longitude: 106.8166 };
const bandung = { latitude: -6.9175, longitude: 107.6191 };

describe('search', () => {
  const garage = location({ id: 'gbk', name: 'Gelora Bung Karno', address: 'Jl. Café 3, Jakarta' });

  it('finds every word in name or address, whatever accents and capitals', () => {
    for (const text of ['', 'gelora', 'KARNO jakarta', 'cafe', 'bung ger', ' gbk ']) expect(matches(garage, text.trim()), text).toBe(text !== 'bung ger');
  });
});

describe('the order of the list', () => {
  const locations = [
    location({ id: 'a', name: 'A', position: bandung }),
    location({ id: 'b', name: 'B' }),
    location({ id: 'c', name: 'C', position: bogor }),
  ];
  const ids = (wishes: Partial<Parameters<typeof listInOrder>[1]>) =>
    listInOrder(locations, { search: '', favourites: new Set(), position: undefined, ...wishes }).map(({ location: { id } }) => id);

  it('is that of the gateway, favourites first', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ favourites: new Set(['c', 'b']) })).toEqual(['b', 'c', 'a']);
  });

  it('is by distance where the reader’s position is known, those without a position last', () => {
    expect(ids({ position: monas, favourites: new Set(['b']) })).toEqual(['c', 'a', 'b']);
  });

  it('leaves out what a search does not find', () => {
    expect(ids({ search: 'c' })).toEqual(['c']);
    expect(ids({ search: 'nowhere' })).toEqual([]);
  });
});

describe('distance', () => {
  it('is that of the earth', () => {
    expect(distanceBetween(monas, monas)).toBe(0);
    expect(distanceBetween(monas, bogor) / 1000).toBeCloseTo(46.7, 0);
    expect(distanceBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }) / 1000).toBeCloseTo(111.2, 0);
  });

  it('is written in the language’s way', () => {
    expect([4, 347, 1240, 9960, 46_700].map(distanceWords)).toEqual(['0 m', '350 m', '1.2 km', '10 km', '47 km']);
    useLanguage('id');
    expect(distanceWords(1240)).toBe('1,2 km');
  });
});

describe('favourites', () => {
  it('are the ids in a kept text, and nothing else', () => {
    expect(parseFavourites('a deck-1')).toEqual(['a', 'deck-1']);
    expect(parseFavourites('<b> Not_A_Slug ["x"]')).toEqual([]);
    expect(parseFavourites(undefined)).toEqual([]);
  });
});

describe('directions', () => {
  it('lead to the position, else to the address', () => {
    expect(directionsUrl({ name: 'A', position: monas })).toBe('https://www.google.com/maps/dir/?api=1&destination=-6.1754%2C106.8272');
    expect(directionsUrl({ name: 'A & B', address: 'Jl. Stasiun 1' })).toContain('destination=A%20%26%20B%2C%20Jl.%20Stasiun%201');
    expect(directionsUrl({ name: 'A' })).toBeUndefined();
  });
});

describe('opening hours', () => {
  it('are written for people', () => {
    expect(hoursWords('Mo-Fr 06:00-22:00; Sa,Su 08:00-20:00; PH off')).toBe('Mon–Fri 06:00–22:00 · Sat, Sun 08:00–20:00 · public holidays closed');
    expect(hoursWords('Dec 24-26 off')).toBe('Dec 24–26 closed');
    useLanguage('id');
    expect(hoursWords('Mo-Su 06:00-22:00; PH closed')).toBe('Sen–Min 06:00–22:00 · hari libur nasional tutup');
  });

  it('name the zone when the reader’s clock shows another time', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    const place = { openingHours: 'Mo-Su 06:00-22:00', timeZone: 'Asia/Jakarta' };
    expect(openingWords(place, now, 'Asia/Bangkok')).toBe('Mon–Sun 06:00–22:00');
    expect(openingWords(place, now, 'Europe/Berlin')).toBe('Mon–Sun 06:00–22:00 (GMT+7)');
    expect(openingWords({ openingHours: '24/7' }, now)).toBe('Open day and night');
    expect(openingWords({}, now)).toBeUndefined();
  });
});

describe('height limits', () => {
  it('are those of the levels', () => {
    expect(heightWords({ levels: [level({}), level({ heightLimit: 2.1 })] })).toBe('Height limit 2.1 m');
    expect(heightWords({ levels: [level({ heightLimit: 1.9 }), level({ heightLimit: 2.1 })] })).toBe('Height limit 1.9 to 2.1 m');
    expect(heightWords({ levels: [level({})] })).toBeUndefined();
  });
});
