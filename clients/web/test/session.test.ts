import { describe, expect, it } from 'vitest';
import { hasExpired, mayOperate, readClaims } from '../src/session/claims.ts';
import { takeToken } from '../src/session/token-fragment.ts';

function token(claims: unknown): string {
  const encode = (value: unknown): string =>
    btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  return `${encode({ alg: 'ES256' })}.${encode(claims)}.signature`;
}

describe('takeToken', () => {
  it.each([
    ['#token=abc.def.ghi', 'abc.def.ghi', ''],
    ['#/pakuwon-basement?token=abc', 'abc', '#/pakuwon-basement'],
    ['#token=abc&/deck', 'abc', '#/deck'],
    ['#/deck?token=abc&x=1', 'abc', '#/deck?x=1'],
    ['#/deck?x=1&token=abc', 'abc', '#/deck?x=1'],
    ['#token=a%2Bb', 'a+b', ''],
    ['#token=a%', 'a%', ''],
  ])('takes the token out of %s', (fragment, expected, rest) => {
    expect(takeToken(fragment)).toEqual({ token: expected, rest });
  });

  it('leaves other fragments as they are', () => {
    expect(takeToken('#/token')).toEqual({ rest: '#/token' });
    expect(takeToken('')).toEqual({ rest: '' });
    expect(takeToken('#token=')).toEqual({ rest: '' });
  });
});

describe('readClaims', () => {
  it('reads role, locations and end', () => {
    expect(readClaims(token({ role: 'operator', location: ['a', 'b'], exp: 1_900_000_000 }))).toEqual({
      role: 'operator',
      locations: ['a', 'b'],
      expiresAt: 1_900_000_000_000,
    });
    expect(readClaims(token({ role: 'admin', location: '*', name: 'Zoë' }))).toEqual({ role: 'admin', locations: ['*'] });
  });

  it('reads nothing from what is no token', () => {
    for (const text of ['', 'abc', 'a.b.c', 'a.e30.c', `a.${btoa('[]')}.c`]) expect(readClaims(text)).toBeUndefined();
  });
});

describe('mayOperate', () => {
  it('is for operators and admins, at their locations', () => {
    expect(mayOperate({ role: 'operator', locations: ['a'] }, 'a')).toBe(true);
    expect(mayOperate({ role: 'operator', locations: ['a'] }, 'b')).toBe(false);
    expect(mayOperate({ role: 'admin', locations: ['*'] }, 'b')).toBe(true);
    expect(mayOperate({ role: 'admin', locations: [] }, 'b')).toBe(false);
    expect(mayOperate({ role: 'viewer', locations: ['*'] }, 'a')).toBe(false);
    expect(mayOperate(undefined, 'a')).toBe(false);
  });
});

describe('hasExpired', () => {
  it('is so from the end of the token on', () => {
    expect(hasExpired({ role: 'operator', locations: ['*'], expiresAt: 1000 }, 999)).toBe(false);
    expect(hasExpired({ role: 'operator', locations: ['*'], expiresAt: 1000 }, 1000)).toBe(true);
    expect(hasExpired({ role: 'operator', locations: ['*'] }, 1000)).toBe(false);
    expect(hasExpired(undefined, 1000)).toBe(false);
  });
});
