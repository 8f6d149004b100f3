// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://parking.example/live/" }
import { describe, expect, it } from 'vitest';
import { beginInAnEmptyTab, makePage, page } from './support/sign-in-tab.ts';

beginInAnEmptyTab();

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
