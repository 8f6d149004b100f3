// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://parking.example/live/" }
import { LiveParkingClient } from '@live-parking/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../typescript/test/support/fake-gateway.ts';
import { GatewayApi } from '../src/api/gateway-api.ts';
import { Session } from '../src/session/session.ts';
import { takeResponse } from '../src/sign-in/sign-in-response.ts';
import { SignIn } from '../src/sign-in/sign-in.ts';
import { FakeAuthority } from './support/fake-authority.ts';

const page = 'https://parking.example/live/';
const minute = 60_000;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});
beforeEach(() => {
  sessionStorage.clear();
  new Session().use(undefined);
  history.replaceState(null, '', page);
});

/** A page with a connection to a gateway whose authority is in memory too; without an `answer` of its own the gateway names that authority. */
function makePage({ answer, inTab = new FakeGateway() }: { answer?: () => Response | Error; inTab?: FakeGateway } = {}) {
  const gateway = inTab;
  const authority = new FakeAuthority(() => gateway.now);
  vi.stubGlobal('fetch', authority.fetch);
  const fetch: typeof gateway.environment.fetch = async (url, request) => {
    if (!url.endsWith('/api/v1/sign-in')) return await gateway.environment.fetch!(url, request);
    const given = gateway.isUp ? (answer?.() ?? Response.json(authority.description)) : new TypeError('Failed to fetch');
    if (given instanceof Error) throw given;
    return given;
  };
  const environment = { ...gateway.environment, fetch };
  const session = new Session();
  const went: string[] = [];
  let changes = 0;
  const anonymous = new GatewayApi(new LiveParkingClient({ url: page, environment, followBrowser: false }).http);
  const signIn = new SignIn(session, anonymous, {
    page,
    changed: () => {},
    tokenChanged: () => {
      changes += 1;
      void client.renewToken();
    },
    renewToken: () => client.renewToken(),
    now: () => client.clock.at(gateway.time.now),
    go: address => went.push(address),
  });
  const client: LiveParkingClient = new LiveParkingClient({ url: page, environment, followBrowser: false, token: () => signIn.token() });
  client.connection.subscribe(() => client.connection.getSnapshot().state === 'refused' && session.signedIn !== undefined && signIn.refused());
  gateway.accepts = token => token === undefined || authority.accessTokens.includes(token);
  const until = async (isThere: () => boolean, step = 20) => {
    for (let turn = 0; turn < 300 && !isThere(); turn += 1) {
      await gateway.time.pass(step);
      // The library's cryptography takes real time.
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    expect(isThere()).toBe(true);
  };
  const begin = async () => {
    await signIn.ask();
    await signIn.begin();
    return went.at(-1) ?? '';
  };
  const comeBack = async (address: string) => {
    history.replaceState(null, '', address);
    await signIn.finish(takeResponse() ?? '');
  };
  const enter = async () => {
    await comeBack(authority.authorize(await begin()));
    await until(() => gateway.open('parking').some(({ token }) => token === session.token));
  };
  return { gateway, authority, session, signIn, client, went, until, begin, comeBack, enter, changes: () => changes };
}

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

describe('a renewal', () => {
  it('happens before the token ends, and the new connection takes over before the old one ends', async () => {
    const { enter, session, authority, gateway, until, changes } = makePage();
    await enter();
    const [old] = gateway.open('parking');
    await gateway.time.pass(8.9 * minute);
    expect(authority.accessTokens).toHaveLength(1);
    await until(() => old?.closedAt !== undefined, 1000);
    expect(gateway.time.monotonic - (old?.openedAt ?? 0)).toBeLessThan(10 * minute);
    const [next] = gateway.open('parking');
    expect(next?.token).toBe(authority.accessTokens[1]);
    expect(next?.openedAt).toBeLessThan(old?.closedAt ?? 0);
    expect(session.token).toBe(next?.token);
    expect(changes()).toBe(1);
  });

  it('goes on for as long as the authority gives new refresh tokens', async () => {
    const { enter, authority, session, until, signIn } = makePage();
    await enter();
    await until(() => authority.accessTokens.length > 3, 2 * minute);
    expect(session.token).toBe(authority.accessTokens.at(-1));
    expect(signIn.shown.problem).toBeUndefined();
  });

  it('that the authority refuses ends the sign-in, and the page goes on without a token', async () => {
    const { enter, authority, session, signIn, until, gateway, changes } = makePage();
    await enter();
    authority.subject = undefined;
    await until(() => session.token === undefined, 10_000);
    expect(signIn.shown).toMatchObject({ isSignedIn: false, isOffered: true, problem: { problem: 'ended' } });
    expect(changes()).toBe(2);
    await until(() => gateway.open('parking').length === 1 && gateway.open('parking')[0]?.token === undefined);
    expect(sessionStorage.length).toBe(0);
  });

  it('is tried again while the authority is away, and succeeds when it is back in time', async () => {
    const { enter, authority, session, signIn, until, gateway } = makePage();
    await enter();
    authority.isUp = false;
    await gateway.time.pass(9 * minute);
    await until(() => authority.requests.length > 8, 1000);
    expect(session.token).toBe(authority.accessTokens[0]);
    authority.isUp = true;
    await until(() => session.token === authority.accessTokens[1], 1000);
    expect(signIn.shown.problem).toBeUndefined();
  });

  it('ends the sign-in when the authority is still away at the end of the token', async () => {
    const { enter, authority, session, signIn, until } = makePage();
    await enter();
    authority.isUp = false;
    await until(() => {
      signIn.tick();
      return session.token === undefined;
    }, 10_000);
    expect(signIn.shown.problem).toEqual({ problem: 'ended' });
  });

  it('waits without a connection, as on a phone that slept, and is done when it is back', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { enter, authority, session, signIn, until, gateway } = makePage();
    await enter();
    gateway.kill();
    authority.isUp = false;
    for (let turn = 0; turn < 12; turn += 1) {
      vi.advanceTimersByTime(minute);
      await gateway.time.pass(minute);
      signIn.tick();
      await new Promise(resolve => setTimeout(resolve, 1));
    }
    expect(signIn.shown).toMatchObject({ isSignedIn: true, problem: undefined });
    gateway.isUp = authority.isUp = true;
    await until(() => gateway.open('parking').some(({ token }) => token === authority.accessTokens[1]), 1000);
    expect(session.token).toBe(authority.accessTokens[1]);
  });

  it('comes first in a tab that was restored after its token has ended', async () => {
    const { enter, authority, gateway, until } = makePage();
    await enter();
    gateway.kill();
    gateway.time.freeze(20 * minute);
    gateway.isUp = true;
    const restored = makePage({ inTab: gateway });
    // Its authority is another object: the refresh token is not known there.
    vi.stubGlobal('fetch', authority.fetch);
    gateway.accepts = token => token === authority.accessTokens[1];
    await until(() => restored.session.token === authority.accessTokens[1]);
    await until(() => gateway.open('parking').some(({ token }) => token === restored.session.token));
  });

  it('follows when the gateway refuses a token, and a gateway that refuses them all ends the sign-in', async () => {
    const { enter, authority, session, signIn, gateway, until } = makePage();
    await enter();
    gateway.accepts = token => token === undefined || token === authority.accessTokens[1];
    for (const { socket } of gateway.open('parking')) socket.cut();
    await until(() => gateway.open('parking').some(({ token }) => token === authority.accessTokens[1]));
    gateway.accepts = token => token === undefined;
    for (const { socket } of gateway.open('parking')) socket.cut();
    await until(() => session.token === undefined, 200);
    expect(signIn.shown.problem).toEqual({ problem: 'refused' });
    expect(authority.accessTokens.length).toBeLessThan(7);
    await until(() => gateway.open('parking').length === 1);
  });

  it('of an opaque token goes by what the authority said about its life', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const { authority, enter, session, signIn, until } = makePage();
    authority.isOpaque = true;
    await enter();
    expect(session.claims).toBeUndefined();
    expect(signIn.shown.isSignedIn).toBe(true);
    vi.advanceTimersByTime(8.9 * minute);
    signIn.tick();
    await until(() => true);
    expect(authority.accessTokens).toEqual(['opaque-2']);
    vi.advanceTimersByTime(0.2 * minute);
    signIn.tick();
    await until(() => session.token !== 'opaque-2');
    expect(session.token).toBe(authority.accessTokens[1]);
  });

  it('is done in a hidden frame where the authority gives no refresh token', async () => {
    const { authority, enter, session, signIn, client, until } = makePage();
    authority.givesRefreshTokens = false;
    await enter();
    const frames: HTMLIFrameElement[] = [];
    // The frame is another page: here only its address counts.
    vi.spyOn(document.body, 'append').mockImplementation(frame => void frames.push(frame as HTMLIFrameElement));
    const source = {} as Window;
    const answer = (data: unknown, from: unknown = source, origin = location.origin) =>
      dispatchEvent(new MessageEvent('message', { data, origin, source: from as MessageEventSource }));
    const askAgain = async () => {
      void client.renewToken();
      await until(() => frames.length > 0);
      const frame = frames.pop();
      Object.defineProperty(frame, 'contentWindow', { value: source });
      return frame?.src ?? '';
    };
    const address = await askAgain();
    expect(new URL(address).searchParams.get('prompt')).toBe('none');
    const signInResponse = new URL(authority.authorize(address)).search;
    answer({ signInResponse: '?code=forged&state=forged' }, {});
    answer({ signInResponse: '?code=forged&state=forged' }, source, 'https://elsewhere.example');
    answer({ signInResponse });
    await until(() => session.token === authority.accessTokens[1]);
    const next = await askAgain();
    answer({ signInResponse: new URL(authority.deny(next, 'login_required')).search });
    await until(() => session.token === undefined);
    expect(signIn.shown.problem).toEqual({ problem: 'ended' });
  });

  it('gives no token to somebody else who signed in at the authority since', async () => {
    const { authority, enter, session, client, until } = makePage();
    authority.givesRefreshTokens = false;
    await enter();
    let frame: HTMLIFrameElement | undefined;
    vi.spyOn(document.body, 'append').mockImplementation(added => void (frame = added as HTMLIFrameElement));
    void client.renewToken();
    await until(() => frame !== undefined);
    const source = {} as Window;
    Object.defineProperty(frame, 'contentWindow', { value: source });
    authority.subject = 'somebody-else';
    const signInResponse = new URL(authority.authorize(frame?.src ?? '')).search;
    dispatchEvent(new MessageEvent('message', { data: { signInResponse }, origin: location.origin, source: source as unknown as MessageEventSource }));
    await until(() => session.token === undefined);
  });

  it('that ends after the user has signed out changes nothing', async () => {
    const { enter, session, signIn, client, authority, until } = makePage();
    await enter();
    let release = () => {};
    const gate = new Promise<void>(resolve => (release = resolve));
    vi.stubGlobal('fetch', async (...request: Parameters<typeof authority.fetch>) => {
      const answer = await authority.fetch(...request);
      if (request[0].endsWith('/token')) await gate;
      return answer;
    });
    const renewed = client.renewToken();
    await until(() => authority.accessTokens.length > 1);
    await signIn.end();
    release();
    await renewed;
    expect(session.token).toBeUndefined();
    expect(signIn.shown).toMatchObject({ isSignedIn: false, problem: undefined });
  });
});

describe('signing out', () => {
  it('forgets all tokens at once, and ends the session at the authority', async () => {
    const { enter, session, signIn, went, authority, gateway, until } = makePage();
    await enter();
    const idToken = session.signedIn?.idToken;
    const ended = signIn.end();
    expect(session.token).toBeUndefined();
    expect(Object.keys(sessionStorage)).toEqual([]);
    expect(signIn.shown).toMatchObject({ busy: 'out', isSignedIn: false });
    await ended;
    const address = new URL(went.at(-1) ?? '');
    expect(address.origin + address.pathname).toBe(`${authority.address}/logout`);
    expect(Object.fromEntries(address.searchParams)).toEqual({ id_token_hint: idToken, post_logout_redirect_uri: page });
    await until(() => gateway.open('parking').length === 1 && gateway.open('parking')[0]?.token === undefined);
  });

  it('stays on the page where the authority has no address for it', async () => {
    const { enter, signIn, went, authority } = makePage();
    authority.hasEndSession = false;
    await enter();
    await signIn.end();
    expect(went).toHaveLength(1);
    expect(signIn.shown).toEqual({ isOffered: true, busy: undefined, isSignedIn: false, problem: undefined });
  });

  it('says that the session at the authority may go on when that is away', async () => {
    const { enter, session, signIn, authority } = makePage();
    await enter();
    authority.isUp = false;
    await signIn.end();
    expect(session.token).toBeUndefined();
    expect(signIn.shown.problem).toEqual({ problem: 'leftHere' });
  });
});
