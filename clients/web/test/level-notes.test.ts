import { describe, expect, it } from 'vitest';
import { levelNotes, momentWords } from '../src/view/level-notes.ts';
import { level } from './samples.ts';

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
    expect(levelNotes(level({ status: 'closed', opensAt: at(23, 7) }), now)).toEqual(['Closed until 07:00']);
    expect(levelNotes(level({ status: 'closed', opensAt: at(24, 7) }), now)).toEqual(['Closed until Tue 07:00']);
  });

  it('say when it closes and how high a car may be', () => {
    expect(levelNotes(level({ status: 'full', closesAt: at(22, 22), heightLimit: 2.1 }), now)).toEqual(['Open until 22:00', 'Height limit 2.1 m']);
  });

  it('name a day that is further away by its date', () => {
    expect(momentWords(Date.parse(at(4, 7, 11)), now)).toBe('4 Dec, 07:00');
    expect(momentWords(new Date(2027, 10, 22, 7).getTime(), now)).toBe('22 Nov 2027');
    expect(momentWords(new Date(2026, 10, 23, 0, 0).getTime(), now)).toBe('00:00');
  });
});
