import { describe, expect, it } from 'vitest';
import { pageTitle } from '../src/view/page-title.ts';
import { freeNumber, spotTypeWord, staleWords, statusSentence, takenWords } from '../src/view/status-words.ts';
import { level, location } from './samples.ts';

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

  it('say a change of status in one sentence', () => {
    expect(statusSentence(level({ status: 'almostFull', total: 10, occupied: 9 }))).toBe('P1: almost full, 1 free.');
    expect(statusSentence(level({ status: 'closed' }))).toBe('P1: closed.');
  });

  it('name types of spots', () => {
    expect(['standard', 'ev', 'drop-off'].map(spotTypeWord)).toEqual(['Standard', 'EV', 'Drop off']);
  });
});
