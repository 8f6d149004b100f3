import { describe, expect, it } from 'vitest';
import { foreignZoneName, momentWords } from '../../src/driver/clock/moment-words.ts';
import { levelNotes } from '../../src/driver/levels/level-notes.ts';
import { level } from '../support/samples.ts';

/** The time zone of the machine that runs the test. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Noon of a Sunday, in the time zone of the machine that runs the test. */
const now = new Date(2026, 10, 22, 12, 0).getTime();
const at = (day: number, hour: number, month = 10) => new Date(2026, month, day, hour, 0).toISOString();

describe('the notes of a level', () => {
  it('say nothing where nothing is to be known', () => {
    expect(levelNotes(level({}), now, zone)).toEqual([]);
    expect(levelNotes(level({ status: 'closed' }), now, zone)).toEqual([]);
  });

  it('say why it is closed, or until when', () => {
    expect(levelNotes(level({ status: 'closed', closedReason: 'Flooded' }), now, zone)).toEqual(['Closed: Flooded']);
    expect(levelNotes(level({ status: 'closed', opensAt: at(23, 7) }), now, zone)).toEqual([expect.stringMatching(/^Closed until 07:00$/)]);
    expect(levelNotes(level({ status: 'closed', opensAt: at(24, 7) }), now, zone)).toEqual([
      expect.stringMatching(/^Closed until Tue 07:00$/),
    ]);
  });

  it('say when it closes and how high a car may be', () => {
    expect(levelNotes(level({ status: 'full', closesAt: at(22, 22), heightLimit: 2.1 }), now, zone)).toEqual([
      expect.stringMatching(/^Open until 22:00$/),
      'Height limit 2.1 m',
    ]);
  });

  it('name the day when it is not near, in the zone of the location', () => {
    const noon = Date.parse('2026-11-22T12:00:00Z');
    const words = (moment: string, location = 'Europe/Berlin', device = 'Europe/Paris') => momentWords(Date.parse(moment), noon, location, device);
    expect(words('2026-11-22T23:00:00Z')).toBe('00:00');
    expect(words('2026-11-24T06:00:00Z')).toBe('Tue 07:00');
    expect(words('2026-12-04T06:00:00Z')).toBe('4 Dec, 07:00');
    expect(words('2027-11-22T06:00:00Z')).toBe('22 Nov 2027');
  });

  it('name the zone when the reader’s clock shows another time', () => {
    const noon = Date.parse('2026-11-22T12:00:00Z');
    expect(momentWords(Date.parse('2026-11-24T06:00:00Z'), noon, 'Asia/Jakarta', 'Europe/Berlin')).toBe('Tue 13:00 GMT+7');
    expect(foreignZoneName('Asia/Jakarta', noon, 'Asia/Bangkok')).toBeUndefined();
    expect(foreignZoneName('Asia/Jakarta', noon, 'Europe/Berlin')).toBe('GMT+7');
  });

  it('take the reader’s zone where the browser does not know that of the location', () => {
    const noon = Date.parse('2026-11-22T12:00:00Z');
    expect(momentWords(Date.parse('2026-11-22T13:00:00Z'), noon, 'Mars/Olympus', 'Europe/Berlin')).toBe('14:00');
  });
});
