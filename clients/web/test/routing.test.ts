import { describe, expect, it } from 'vitest';
import { followed } from '../src/parking/followed.ts';
import { chooseLocation } from '../src/routing/location-choice.ts';
import { locationFragment, parseRoute } from '../src/routing/route.ts';

describe('parseRoute', () => {
  it.each([
    ['', { kind: 'none' }],
    ['#', { kind: 'none' }],
    ['#/', { kind: 'overview' }],
    ['#/pakuwon-basement', { kind: 'location', id: 'pakuwon-basement' }],
    ['#/pakuwon-basement/', { kind: 'location', id: 'pakuwon-basement' }],
    ['#/Not_A_Slug', { kind: 'invalid', text: 'Not_A_Slug' }],
    ['#/garage/p1', { kind: 'location', id: 'garage', levelId: 'p1' }],
    ['#/garage/P_1', { kind: 'invalid', text: 'garage/P_1' }],
    ['#/a/b/c', { kind: 'invalid', text: 'a/b/c' }],
  ])('reads %s', (fragment, route) => {
    expect(parseRoute(fragment)).toEqual(route);
  });

  it('reads the fragments that the page itself writes', () => {
    expect(parseRoute(locationFragment('deck-1'))).toEqual({ kind: 'location', id: 'deck-1' });
    expect(parseRoute(locationFragment('deck-1', 'p2'))).toEqual({ kind: 'location', id: 'deck-1', levelId: 'p2' });
  });
});

describe('chooseLocation', () => {
  const known = ['a', 'b'];

  it('follows the address, known or not', () => {
    expect(chooseLocation({ kind: 'location', id: 'c' }, 'a', known)).toBe('c');
    expect(chooseLocation({ kind: 'invalid', text: '?' }, 'a', known)).toBeUndefined();
  });

  it('otherwise takes the last one while it is there, else the first', () => {
    expect(chooseLocation({ kind: 'none' }, 'b', known)).toBe('b');
    expect(chooseLocation({ kind: 'overview' }, 'gone', known)).toBe('a');
    expect(chooseLocation({ kind: 'none' }, 'b', [])).toBeUndefined();
  });
});

describe('followed', () => {
  it('puts the shown location first and keeps below what a connection may follow', () => {
    const listed = Array.from({ length: 200 }, (_, index) => `l${index}`);
    const ids = followed('l150', listed);
    expect(ids[0]).toBe('l150');
    expect(new Set(ids).size).toBe(60);
  });

  it('follows a location that the address names before the list is there', () => {
    expect(followed('a', [])).toEqual(['a']);
    expect(followed(undefined, ['a', 'b'])).toEqual(['a', 'b']);
  });
});
