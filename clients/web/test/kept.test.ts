import type { LocationStatus } from '@live-parking/client';
import { describe, expect, it } from 'vitest';
import { keptText, mostLocations, mostText, readKept } from '../src/kept/kept-location.ts';
import { KeptNumbers, type KeptPlaces } from '../src/kept/kept-numbers.ts';
import { keptWords } from '../src/kept/kept-words.ts';
import { pageTitle } from '../src/view/page-title.ts';

const start = Date.parse('2026-05-04T08:00:00Z');
const spots = { total: 100, occupied: 40, available: 60 };

function location(id: string, more: Partial<LocationStatus> = {}): LocationStatus {
  const updatedAt = '2026-05-04T07:59:00Z';
  const level = { locationId: id, levelId: 'deck', name: 'Deck', spots, status: 'open', stale: false, version: 3, updatedAt } as const;
  const camera = { id: 'gate', locationId: id, name: 'Gate', state: 'idle', since: updatedAt } as const;
  const closing = { ...level, trend: 'filling', closesAt: '2026-05-04T22:00:00Z', heightLimit: 2.1 } as const;
  return { id, name: `Garage ${id}`, status: 'open', spots, levels: [closing], cameras: [camera], version: 3, updatedAt, ...more };
}

class Places implements KeptPlaces {
  readonly texts = new Map<boolean, string>();
  writes = 0;

  read(withToken: boolean): string | undefined {
    return this.texts.get(withToken);
  }

  write(withToken: boolean, text: string | undefined): void {
    this.writes += 1;
    if (text === undefined) this.texts.delete(withToken);
    else this.texts.set(withToken, text);
  }
}

describe('the text of the last known numbers', () => {
  it('keeps numbers, and nothing that does not hold later', () => {
    const [kept] = readKept(keptText([{ seenAt: start, status: location('one') }]), start + 1000);
    expect(kept?.seenAt).toBe(start);
    expect(kept?.status.levels[0]).toMatchObject({ spots, heightLimit: 2.1 });
    expect(kept?.status.levels[0]).not.toHaveProperty('trend');
    expect(kept?.status.levels[0]).not.toHaveProperty('closesAt');
    expect(kept?.status.cameras).toEqual([]);
  });

  it('keeps so many locations at most, those seen last', () => {
    const many = Array.from({ length: mostLocations + 20 }, (_, index) => ({ seenAt: start + index, status: location(`l${index}`) }));
    const kept = readKept(keptText(many), start + 100);
    expect(kept).toHaveLength(mostLocations);
    expect(kept[0]?.status.id).toBe(`l${mostLocations + 19}`);
  });

  it('keeps the preferred ones before those seen last', () => {
    const places = new Places();
    let now = start;
    const visit = new KeptNumbers(places, false, () => now);
    visit.prefer(['l0']);
    for (let index = 0; index < mostLocations + 20; index += 1) {
      now += 1;
      visit.take(location(`l${index}`));
    }
    visit.save();
    const { ids } = new KeptNumbers(places, false, () => now);
    expect(ids).toHaveLength(mostLocations);
    expect(ids[0]).toBe('l0');
    expect(ids).not.toContain('l1');
  });

  it('is bounded in length', () => {
    const name = 'n'.repeat(mostText / 3);
    const many = ['one', 'two', 'three', 'four'].map(id => ({ seenAt: start, status: location(id, { name }) }));
    const text = keptText(many);
    expect(text.length).toBeLessThan(mostText + 100);
    expect(readKept(text, start)).toHaveLength(2);
  });

  it.each([
    ['nothing', undefined],
    ['no JSON', '{"form":1,'],
    ['another form', '{"form":2,"locations":[]}'],
    ['no list', '{"form":1,"locations":{}}'],
    ['null', 'null'],
  ])('reads %s as no locations', (_, text) => expect(readKept(text, start)).toEqual([]));

  it('leaves out what is damaged or a week old, and keeps the rest', () => {
    const good = { seenAt: start, status: location('good') };
    const damaged = [
      { seenAt: 'now', status: location('time') },
      { seenAt: start, status: { ...location('spots'), spots: { total: 1 } } },
      { seenAt: start, status: { ...location('levels'), levels: [{ levelId: 'x' }] } },
      { seenAt: start, status: location('Not A Slug') },
      { seenAt: start - 8 * 24 * 3600_000, status: location('old') },
    ];
    const text = JSON.stringify({ form: 1, locations: [...damaged, good] });
    expect(readKept(text, start).map(({ status }) => status.id)).toEqual(['good']);
  });
});

describe('KeptNumbers', () => {
  it('gives back what an earlier visit saw, with the time at which it was current', () => {
    const places = new Places();
    let now = start;
    const visit = new KeptNumbers(places, false, () => now);
    visit.take(location('one'));
    now += 60_000;
    visit.beLive(() => true);
    now += 3600_000;
    const next = new KeptNumbers(places, false, () => now);
    expect(next.ids).toEqual(['one']);
    expect(next.get('one')?.seenAt).toBe(start + 60_000);
  });

  it('gives nothing back of its own visit: that is live, or known to be lost', () => {
    const visit = new KeptNumbers(new Places(), false, () => start);
    visit.take(location('one'));
    visit.beLive(() => true);
    expect(visit.get('one')).toBeUndefined();
  });

  it('writes every 5 s at most while numbers change, and every 30 s while they do not', () => {
    const places = new Places();
    let now = start;
    const visit = new KeptNumbers(places, false, () => now);
    for (let second = 0; second < 60; second += 1) {
      visit.take(location('one'));
      visit.beLive(() => true);
      now += 1000;
    }
    expect(places.writes).toBe(12);
    visit.save();
    places.writes = 0;
    for (let second = 0; second < 90; second += 1) {
      now += 1000;
      visit.beLive(() => true);
    }
    expect(places.writes).toBe(3);
  });

  it('keeps what it has not heard of again, and forgets what is no more', () => {
    const places = new Places();
    const first = new KeptNumbers(places, false, () => start);
    for (const id of ['one', 'two', 'three']) first.take(location(id));
    first.save();
    const second = new KeptNumbers(places, false, () => start + 1000);
    second.take(location('one'));
    second.forget('two');
    second.save();
    const third = new KeptNumbers(places, false, () => start + 2000);
    expect(third.ids).toEqual(['one', 'three']);
    expect(third.get('three')?.seenAt).toBe(start);
  });

  it('keeps what a token showed apart, and forgets it when the token goes', () => {
    const places = new Places();
    const operator = new KeptNumbers(places, true, () => start);
    operator.take(location('secret'));
    operator.save();
    expect(places.texts.has(false)).toBe(false);
    operator.change(false);
    expect([...places.texts]).toEqual([]);
    // An answer to the token before that was still on its way.
    operator.take(location('secret'));
    operator.beLive(() => true);
    operator.save();
    expect([...places.texts]).toEqual([]);
    operator.reopen();
    operator.take(location('public'));
    operator.save();
    expect(readKept(places.texts.get(false), start).map(({ status }) => status.id)).toEqual(['public']);
  });
});

describe('words', () => {
  it('tell how old a number is', () => expect(keptWords(start, start + 3 * 3600_000)).toBe('3 h ago'));
  it('tell no age by a clock that was set back', () => expect(keptWords(start, start - 1000)).toBe('Not live'));
  it('promise no free spots in the title', () => {
    expect(pageTitle({ ...location('one'), seenAt: start }, 'connecting')).toBe('Not connected · Garage one · Live Parking');
  });
});
