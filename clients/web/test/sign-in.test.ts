// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://parking.example/live/" }
import { describe, expect, it, vi } from 'vitest';
import { Session } from '../src/session/session.ts';
import { FakeAuthority } from './support/fake-authority.ts';
import { beginInAnEmptyTab, makePage, page } from './support/sign-in-tab.ts';

beginInAnEmptyTab();

describe('the offer to sign in', () => {
  it('is made where the gateway names an authority', async () => {
    const { signIn } = makePage();
    expect(signIn.shown.isOffered).toBe(false);
    await signIn.ask();
    expect(signIn.shown).toEqual({ isOffered: true, busy: undefined, isSignedIn: false, problem: undefined });
  });

  it.each([
    ['names none', () => Response.json({ code: 'no-sign-in', title: 'There is no sign-in' }, { status: 404 })],
    ['is older', () => new Response('', { status: 404 })],
    ['answers with a page', () => new Response('<!doctype html>')],
    ['answers with something else', () => Response.json({ authority: 'https://login.example/realm' })],
    ['fails', () => Response.json({ code: 'unavailable' }, { status: 503 })],
    ['does not answer', () => new TypeError('Failed to fetch')],
  ])('is not made by a gateway that %s', async (_, answer) => {
    const { signIn } = makePage({ answer });
    await signIn.ask();
    expect(signIn.shown).toEqual({ isOffered: false, busy: undefined, isSignedIn: false, problem: undefined });
  });

  it('is made later when the gateway did not answer at first', async () => {
    let isReady = false;
    const { signIn, authority } = makePage({ answer: () => (isReady ? Response.json(authority.description) : new TypeError('Failed to fetch')) });
    await signIn.ask();
    isReady = true;
    await signIn.ask();
    expect(signIn.shown.isOffered).toBe(true);
  });
});

describe('signing in', () => {
  it('goes to the authority with a code challenge, a state and the address of the page', async () => {
    const { begin, authority } = makePage();
    document.documentElement.lang = 'id';
    const address = new URL(await begin());
    expect(address.href.startsWith(`${authority.address}/authorize?`)).toBe(true);
    const { state, code_challenge: challenge, ...rest } = Object.fromEntries(address.searchParams);
    expect(rest).toEqual({
      client_id: 'live-parking-page',
      redirect_uri: page,
      response_type: 'code',
      scope: 'openid profile',
      code_challenge_method: 'S256',
      ui_locales: 'id',
    });
    expect(state?.length).toBeGreaterThan(20);
    expect(challenge).toMatch(/^[\w-]{43}$/);
    expect(localStorage.length).toBe(0);
  });

  it('exchanges the code and gives its token to the client, whose connections carry it then', async () => {
    const { enter, session, signIn, authority, gateway, changes } = makePage();
    await enter();
    expect(session.token).toBe(authority.accessTokens[0]);
    expect(session.claims).toMatchObject({ role: 'operator', groups: ['malls'], locations: [], isNarrowed: false });
    expect(signIn.shown).toMatchObject({ isSignedIn: true, busy: undefined, problem: undefined });
    expect(changes()).toBe(1);
    expect(gateway.open('parking').map(({ token }) => token)).toEqual([session.token]);
  });

  it('is kept in the tab, and nowhere else', async () => {
    const { enter, session, gateway } = makePage();
    await enter();
    expect(localStorage.length).toBe(0);
    expect(Object.keys(sessionStorage)).toEqual(['live-parking.sign-in']);
    expect(makePage({ inTab: gateway }).session.token).toBe(session.token);
    expect(new Session().claims).toEqual(session.claims);
  });

  it('loses against the token of a link, also against one that arrives meanwhile', async () => {
    const { begin, authority, session, signIn, enter, comeBack } = makePage();
    const finished = comeBack(authority.authorize(await begin()));
    session.use('link');
    await finished;
    expect(session.token).toBe('link');
    expect(signIn.shown).toMatchObject({ isSignedIn: false, busy: undefined, problem: undefined });
    session.use(undefined);
    await enter();
    sessionStorage.setItem('live-parking.token', 'another link');
    expect(new Session()).toMatchObject({ token: 'another link', signedIn: undefined });
  });

  it.each([
    ['another claim', { roles: ['staff', 'parking-managers'], sites: '*' }, { roleClaim: 'roles', locationClaim: 'sites', roles: ['parking-managers=operator'] }, 'operator', ['*']],
    ['several roles', { role: ['viewer', 'admin', 'sensor'], location: ['a', 'b'] }, {}, 'admin', ['a', 'b']],
    ['no role', { location: '*' }, {}, undefined, undefined],
    ['an unknown role', { role: 'cashier' }, {}, undefined, undefined],
  ])('reads the claims as the gateway does: %s', async (_, claims, names, role, locations) => {
    const { enter, authority, session, signIn } = makePage({ answer: () => Response.json({ ...authority.description, ...names }) });
    authority.claims = claims;
    await enter();
    expect(session.claims?.role).toBe(role);
    expect(session.claims?.locations).toEqual(locations);
    expect(signIn.shown.isSignedIn).toBe(true);
  });

  it.each([
    ['cancelled', (authority: FakeAuthority, address: string) => authority.deny(address), { problem: 'cancelled' }],
    ['refused by the authority', (authority: FakeAuthority, address: string) => authority.deny(address, 'invalid_scope', 'No such scope'), { problem: 'failed', reason: 'No such scope' }],
    ['answered with a state that is not its own', (authority: FakeAuthority, address: string) => authority.authorize(address).replace(/state=\w+/, 'state=0'), { problem: 'wrongState' }],
    ['answered with a code that is not its own', (authority: FakeAuthority, address: string) => authority.authorize(address).replace(/code=[\w-]+/, 'code=0'), { problem: 'failed', reason: 'invalid_grant' }],
    ['not finished because the authority is away', (authority: FakeAuthority, address: string) => ((authority.isUp = false), authority.authorize(address)), { problem: 'unreachable' }],
  ])('says that it was %s, and the page works on without a token', async (_, respond, problem) => {
    const { begin, comeBack, authority, signIn, session, client } = makePage();
    await comeBack(respond(authority, await begin()));
    expect(signIn.shown).toEqual({ isOffered: true, busy: undefined, isSignedIn: false, problem });
    expect(session.token).toBeUndefined();
    await client.renewToken();
    signIn.dismiss();
    expect(signIn.shown.problem).toBeUndefined();
  });

  it('takes each response once', async () => {
    const { begin, comeBack, authority, signIn, session } = makePage();
    const address = authority.authorize(await begin());
    await comeBack(address);
    session.use(undefined);
    await comeBack(address);
    expect(signIn.shown.problem).toEqual({ problem: 'wrongState' });
  });

  it('says that the authority is away before the page is left', async () => {
    const { begin, authority, signIn, went } = makePage();
    authority.isUp = false;
    await begin();
    expect(went).toEqual([]);
    expect(signIn.shown).toMatchObject({ busy: undefined, problem: { problem: 'unreachable' } });
  });

  it('says that it needs https where the browser has no cryptography', async () => {
    const { begin, signIn, went } = makePage();
    vi.stubGlobal('crypto', {});
    await begin();
    expect(went).toEqual([]);
    expect(signIn.shown.problem).toEqual({ problem: 'insecure' });
  });
});
