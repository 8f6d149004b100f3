// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://parking.example/live/" }
import { describe, expect, it, vi } from 'vitest';
import { beginInAnEmptyTab, makePage, minute } from './support/sign-in-tab.ts';

beginInAnEmptyTab();

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
