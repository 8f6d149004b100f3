import { describe, expect, it } from 'vitest';
import { pageTitle } from '../src/view/page-title.ts';
import {
  freeNumber,
  locationUpdatedWords,
  spotTypeWord,
  staleWords,
  statusSentence,
  takenShare,
  takenWords,
  updatedWords,
} from '@live-parking/client/driver';
import { level, location } from '../../typescript/test/support/samples.ts';

describe('words of the page', () => {
  it('put what is free first in the title', () => {
    const garage = location({ spots: { total: 370, occupied: 250, available: 120 } });
    expect(pageTitle(garage, 'live')).toBe('120 free · Garage · Live Parking');
    expect(pageTitle(garage, 'lost')).toBe('Not connected · Garage · Live Parking');
    expect(pageTitle({ ...garage, status: 'closed' }, 'live')).toBe('Closed · Garage · Live Parking');
    expect(pageTitle(undefined, 'lost')).toBe('Live Parking');
  });

  it('promise no spot where nothing is known or nobody may enter', () => {
    const { spots } = level({ total: 1500, occupied: 20 });
    expect(freeNumber('open', spots)).toBe('1,480');
    expect(freeNumber('unknown', spots)).toBe('–');
    expect(freeNumber('closed', spots)).toBe('–');
  });

  it('tell a level that was never counted from one that fell silent', () => {
    const counted = level({ total: 150, occupied: 40 });
    expect(takenWords(counted)).toBe('40 of 150 taken');
    expect(takenWords({ ...counted, status: 'unknown' })).toBe('150 spots, not counted yet');
    expect(takenWords({ ...counted, status: 'unknown', stale: true })).toBe('40 of 150 taken when last heard');
    expect(staleWords('open')).toContain('may be out of date');
    expect(staleWords('unknown')).toContain('not known');
  });

  it('say "not counted yet" of a closed level, too', () => {
    const closed = level({ total: 40, status: 'closed' });
    expect(takenWords(closed)).toBe('40 spots, not counted yet');
    expect(takenWords({ ...closed, confidence: 0.9 })).toBe('0 of 40 taken');
    expect(takenWords(level({ total: 40 }))).toBe('0 of 40 taken');
  });

  it('tell an age only where it is that of the number', () => {
    const fresh = level({ updatedAt: '2026-11-22T10:00:00Z' });
    const now = Date.parse('2026-11-22T10:00:05Z');
    expect(updatedWords(fresh, now)).toBe('updated 5 s ago');
    expect(updatedWords({ ...fresh, stale: true }, now)).toBe('');
    expect(updatedWords({ ...fresh, status: 'unknown' }, now)).toBe('');
    expect(updatedWords({ ...fresh, status: 'closed' }, now)).toBe('');
  });

  it('tell the age of a location by the levels that are heard', () => {
    const fresh = level({ updatedAt: '2026-11-22T10:00:00Z' });
    const silent = level({ stale: true, updatedAt: '2026-11-22T10:00:04Z' });
    const now = Date.parse('2026-11-22T10:00:05Z');
    expect(locationUpdatedWords([fresh], now)).toBe('updated 5 s ago');
    expect(locationUpdatedWords([fresh, silent], now)).toBe('updated 5 s ago · 1 level silent');
    expect(locationUpdatedWords([silent, { ...silent, status: 'unknown' }], now)).toBe('sensors are silent');
    expect(locationUpdatedWords([level({ status: 'closed' })], now)).toBe('');
    expect(locationUpdatedWords([], now)).toBe('');
  });

  it('say a change of status in one sentence', () => {
    expect(statusSentence(level({ status: 'almostFull', total: 10, occupied: 9 }))).toBe('P1: almost full, 1 free.');
    expect(statusSentence(level({ status: 'closed' }))).toBe('P1: closed.');
  });

  it('fill the bar by the number beside it', () => {
    expect(takenShare('open', { total: 910, occupied: 930, available: 329 })).toBeCloseTo(0.638, 3);
    expect(takenShare('full', { total: 10, occupied: 13, available: 0 })).toBe(1);
    expect(takenShare('unknown', { total: 10, occupied: 5, available: 5 })).toBe(0);
    expect(takenShare('open', { total: 0, occupied: 0, available: 0 })).toBe(0);
  });

  it('name types of spots', () => {
    expect(['standard', 'ev', 'drop-off'].map(spotTypeWord)).toEqual(['Standard', 'EV', 'Drop off']);
  });
});
