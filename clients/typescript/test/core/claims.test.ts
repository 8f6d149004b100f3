import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/session/base64.ts';
import { hasExpired, mayOperate, readClaims, readExpiry, type Claims } from '../../src/session/claims.ts';
import { encode } from '../support/tokens.ts';

const claims = (more: Partial<Claims>): Claims => ({ role: 'operator', locations: [], groups: [], isNarrowed: false, ...more });

const token = (claims: unknown) => `header.${encode(claims)}.signature`;

describe('readClaims', () => {
  it('reads role, locations and end', () => {
    expect(readClaims(token({ role: 'operator', location: ['a', 'b'], exp: 1_900_000_000 }))).toEqual({
      role: 'operator',
      locations: ['a', 'b'],
      groups: [],
      isNarrowed: false,
      expiresAt: 1_900_000_000_000,
    });
    expect(readClaims(token({ role: 'admin', location: '*', name: 'Zoë' }))).toEqual(claims({ role: 'admin', locations: ['*'] }));
  });

  it('reads groups, one or several', () => {
    expect(readClaims(token({ role: 'operator', group: 'west' }))).toEqual(claims({ groups: ['west'] }));
    expect(readClaims(token({ role: 'operator', location: 'a', group: ['west', 'malls'] }))).toEqual(
      claims({ locations: ['a'], groups: ['west', 'malls'] }),
    );
  });

  it.each(['level', 'sensor', 'camera'])('reads that a %s narrows it', name => {
    expect(readClaims(token({ role: 'operator', location: 'a', [name]: 'x' }))).toEqual(claims({ locations: ['a'], isNarrowed: true }));
    expect(readClaims(token({ role: 'operator', location: 'a', [name]: ['x', 'y'] }))?.isNarrowed).toBe(true);
  });

  it('reads nothing from what is no token', () => {
    for (const text of ['', 'abc', 'a.b.c', 'a.e30.c', `a.${encode([])}.c`]) expect(readClaims(text)).toBeUndefined();
  });
});

describe('mayOperate', () => {
  it('is for operators and admins, at their locations', () => {
    expect(mayOperate(claims({ locations: ['a'] }), 'a')).toBe(true);
    expect(mayOperate(claims({ locations: ['a'] }), 'b')).toBe(false);
    expect(mayOperate(claims({ role: 'admin', locations: ['*'] }), 'b')).toBe(true);
    expect(mayOperate(claims({ role: 'admin' }), 'b')).toBe(false);
    expect(mayOperate(claims({ role: 'viewer', locations: ['*'] }), 'a')).toBe(false);
    expect(mayOperate(claims({ role: 'sensor', locations: ['*'] }), 'a')).toBe(false);
    expect(mayOperate(undefined, 'a', ['west'])).toBe(false);
  });

  it('is for the locations of a group too', () => {
    const ofGroup = claims({ groups: ['west'] });
    expect(mayOperate(ofGroup, 'a', ['malls', 'west'])).toBe(true);
    expect(mayOperate(ofGroup, 'a', ['malls'])).toBe(false);
    expect(mayOperate(ofGroup, 'a')).toBe(false);
    expect(mayOperate(ofGroup, 'west', [])).toBe(false);
    expect(mayOperate(claims({ role: 'viewer', groups: ['west'] }), 'a', ['west'])).toBe(false);
  });

  it('unites locations and groups', () => {
    const both = claims({ locations: ['a'], groups: ['west'] });
    expect(mayOperate(both, 'a', [])).toBe(true);
    expect(mayOperate(both, 'b', ['west'])).toBe(true);
    expect(mayOperate(both, 'b', [])).toBe(false);
  });

  it('is never for a whole location with a token for parts of it', () => {
    for (const location of ['a', '*']) expect(mayOperate(claims({ locations: [location], isNarrowed: true }), 'a')).toBe(false);
    expect(mayOperate(claims({ groups: ['west'], isNarrowed: true }), 'a', ['west'])).toBe(false);
  });
});

describe('hasExpired', () => {
  it('is so from the end of the token on', () => {
    expect(hasExpired(claims({ expiresAt: 1000 }), 999)).toBe(false);
    expect(hasExpired(claims({ expiresAt: 1000 }), 1000)).toBe(true);
    expect(hasExpired(claims({}), 1000)).toBe(false);
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
