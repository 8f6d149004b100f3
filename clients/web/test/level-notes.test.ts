import { describe, expect, it } from 'vitest';
import { levelNotes, momentWords } from '../src/view/level-notes.ts';
import { level } from '../../typescript/test/support/samples.ts';

/** Noon of a Sunday, in the zone of whoever runs this. */
const now = new Date(2026, 10, 22, 12, 0).getTime();
const at = (day: number, hour: number, month = 10) => new Date(2026, month, day, hour, 0).toISOString();

describe('the notes of a level', () => {
  it('say nothing where nothing is to be known', () => {
    expect(levelNotes(level({}), now)).toEqual([]);
    expect(levelNotes(level({ status: 'closed' }), now)).toEqual([]);
  });

  it('say why it is closed, or until when', () => {
    expect(levelNotes(level({ status: 'closed', closedReason: 'Flooded' }), now)).toEqual(['Closed: Flooded']);
    expect(levelNotes(level({ status: 'closed', opensAt: at(23, 7) }), now)).toEqual([expect.stringMatching(/^Closed until 07:00 \S+$/)]);
    expect(levelNotes(level({ status: 'closed', opensAt: at(24, 7) }), now)).toEqual([
      expect.stringMatching(/^Closed until Tue 07:00 \S+$/),
    ]);
  });

  it('say when it closes and how high a car may be', () => {
    expect(levelNotes(level({ status: 'full', closesAt: at(22, 22), heightLimit: 2.1 }), now)).toEqual([
      expect.stringMatching(/^Open until 22:00 \S+$/),
      'Height limit 2.1 m',
    ]);
  });

  it('name the day when it is not near, and the zone, which may not be that of the location', () => {
    const noon = Date.parse('2026-11-22T12:00:00Z');
    const words = (moment: string, zone = 'Europe/Berlin') => momentWords(Date.parse(moment), noon, zone);
    expect(words('2026-11-22T23:00:00Z')).toBe('00:00 CET');
    expect(words('2026-11-24T06:00:00Z')).toBe('Tue 07:00 CET');
    expect(words('2026-11-24T06:00:00Z', 'Asia/Jakarta')).toBe('Tue 13:00 GMT+7');
    expect(words('2026-12-04T06:00:00Z')).toBe('4 Dec, 07:00 CET');
    expect(words('2027-11-22T06:00:00Z')).toBe('22 Nov 2027');
  });
});
