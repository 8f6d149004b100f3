import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/session/base64.ts';
import { hasExpired, mayOperate, readClaims, readExpiry } from '../../src/session/claims.ts';
import { encode } from '../support/tokens.ts';

const token = (claims: unknown) => `header.${encode(claims)}.signature`;

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
    for (const text of ['', 'abc', 'a.b.c', 'a.e30.c', `a.${encode([])}.c`]) expect(readClaims(text)).toBeUndefined();
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

describe('readExpiry', () => {
  it('reads when a token ends, whatever else it says', () => {
    expect(readExpiry(token({ exp: 1_900_000_000 }))).toBe(1_900_000_000_000);
    expect(readExpiry(token({ role: 'viewer' }))).toBeUndefined();
    expect(readExpiry('opaque')).toBeUndefined();
  });
});

describe('base64', () => {
  it('is what every bytes become, and back', () => {
    expect(toBase64(new Uint8Array([]))).toBe('');
    expect(toBase64(new Uint8Array([102]))).toBe('Zg==');
    expect(toBase64(new Uint8Array([102, 111]))).toBe('Zm8=');
    expect(toBase64(new Uint8Array([102, 111, 111]))).toBe('Zm9v');
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => (index * 31) & 255);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    expect(fromBase64('-_8')).toEqual(new Uint8Array([251, 255]));
    expect(fromBase64('a')).toBeUndefined();
    expect(fromBase64('ab!d')).toBeUndefined();
  });
});
