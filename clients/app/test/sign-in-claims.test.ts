import { encode } from '../../typescript/test/support/tokens';
import { redirectSystemPath } from '../src/app/+native-intent';
import { authorityClaims } from '@live-parking/client';
import { mayWatch } from '../src/sign-in/may-watch';
import { nameOf, readSignedIn } from '../src/sign-in/signed-in';

const settings = { authority: 'https://login.example', clientId: 'page', scope: 'openid' };
const token = (claims: object) => `header.${encode(claims)}.signature`;

describe('the claims of a token', () => {
  it('are read under the names that the server gives, and the highest role counts', () => {
    const named = { ...settings, roleClaim: 'roles', locationClaim: 'places', groupClaim: 'groups', roles: ['guards=operator', 'a=b=viewer'] };
    expect(authorityClaims(token({ roles: ['a=b', 'guards', 'staff'], places: 'garage', groups: ['malls', 7] }), named)).toEqual({
      role: 'operator',
      locations: ['garage'],
      groups: ['malls'],
      isNarrowed: false,
    });
  });

  it('are none without a role that counts, or a token that can be read', () => {
    for (const text of [token({ role: 'boss' }), token({}), 'opaque', 'a.b.c', 'header.bnVsbA.signature', ''])
      expect(authorityClaims(text, settings)).toBeUndefined();
  });

  it('let viewers, operators and admins watch their locations and groups', () => {
    const garage = { id: 'garage', groups: ['malls'] };
    const watches = (claims: object) => mayWatch(authorityClaims(token(claims), settings), garage);
    for (const role of ['viewer', 'operator', 'admin']) {
      expect([role, watches({ role, location: '*' })]).toEqual([role, true]);
      expect([role, watches({ role, location: ['harbour', 'garage'] })]).toEqual([role, true]);
      expect([role, watches({ role, group: 'malls' })]).toEqual([role, true]);
      expect([role, watches({ role, location: 'harbour', group: 'offices' })]).toEqual([role, false]);
    }
    expect(watches({ role: 'sensor', location: '*' })).toBe(false);
    expect(mayWatch(undefined, garage)).toBe(false);
  });
});

describe('a kept sign-in', () => {
  it('is read as it was written, and nothing else is one', () => {
    const signedIn = { accessToken: 'a', refreshToken: 'b' };
    expect(readSignedIn(JSON.stringify(signedIn))).toEqual(signedIn);
    for (const text of [undefined, '', '{', 'null', '[]', '{"accessToken":5}']) expect(readSignedIn(text)).toBeUndefined();
  });

  it('says the name of the id token, or what else it calls the person', () => {
    const name = (claims: object) => nameOf({ accessToken: 'a', idToken: token(claims) });
    expect(name({ sub: '1', name: 'Sítî' })).toBe('Sítî');
    expect(name({ sub: '1', name: '', email: 's@example.org' })).toBe('s@example.org');
    expect(name({ sub: '1' })).toBe('1');
    expect(nameOf({ accessToken: 'a' })).toBeUndefined();
  });
});

describe('the address to which the authority sends its user back', () => {
  it('is no screen', () => {
    for (const path of ['liveparking://sign-in?code=a&state=b', 'liveparking://sign-in', 'exp://10.0.0.1:8081/--/sign-in?error=x']) {
      expect(redirectSystemPath({ path, initial: false })).toBeNull();
      expect(redirectSystemPath({ path, initial: true })).toBe('/settings');
    }
    for (const path of ['liveparking://location/garage', '/settings', 'liveparking://sign-in-later'])
      expect(redirectSystemPath({ path, initial: false })).toBe(path);
  });
});
