// @vitest-environment happy-dom
// @vitest-environment-options { "url": "http://gateway.invalid/live/" }
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGateway } from '../../typescript/test/support/fake-gateway.ts';
import { App } from '../src/app.ts';
import { writeLanguage } from '../src/language/language-choice.ts';
import { Session } from '../src/session/session.ts';
import { answerParent, takeResponse } from '../src/sign-in/sign-in-response.ts';
import { FakeAuthority } from './support/fake-authority.ts';

const page = 'http://gateway.invalid/live/';
const engine = (globalThis as unknown as { process: { release: object } }).process;
const { release } = engine;
/** Ends the pages of a test. */
const open: (() => void)[] = [];

beforeEach(() => {
  // In a browser, whose WebSockets need longer than any test.
  Object.defineProperty(engine, 'release', { value: {} });
  vi.stubGlobal('WebSocket', new FakeGateway().environment.WebSocket);
  vi.stubGlobal('IntersectionObserver', class { observe() {} unobserve() {} });
  new Session().use(undefined);
  sessionStorage.clear();
  history.replaceState(null, '', page);
});
afterEach(() => {
  for (const end of open.splice(0)) end();
  vi.unstubAllGlobals();
  // What is still asked is answered by nobody.
  vi.stubGlobal('fetch', () => new Promise(() => {}));
  vi.restoreAllMocks();
  Object.defineProperty(engine, 'release', { value: release });
  writeLanguage('en');
});

/** Waits for something, also on a machine that is busy. */
const eventually = (check: () => void) => vi.waitFor(check, 10_000);

/** The whole page before a gateway that has no location. */
function openPage({ offer = 'made', authority = new FakeAuthority(() => Date.now()) }: { offer?: 'made' | 'none' | 'unknown'; authority?: FakeAuthority } = {}) {
  const lists: (string | undefined)[] = [];
  vi.stubGlobal('fetch', async (url: string, request: { headers?: Record<string, string>; body?: unknown }) => {
    if (url.startsWith(authority.address)) return await authority.fetch(url, request);
    if (url === `${page}api/v1/sign-in`) {
      if (offer === 'unknown') throw new TypeError('Failed to fetch');
      return offer === 'made' ? Response.json(authority.description) : Response.json({ code: 'no-sign-in' }, { status: 404 });
    }
    if (url === `${page}api/v1/locations`) {
      lists.push(request.headers?.['authorization']);
      return Response.json([]);
    }
    return Response.json({ code: 'not-found' }, { status: 404 });
  });
  const went: string[] = [];
  vi.spyOn(location, 'assign').mockImplementation(address => void went.push(String(address)));
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  open.push(new App(root).start());
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  const shown = (selector: string) => (find(selector)?.hidden === false ? (find(selector)?.textContent ?? '') : undefined);
  return {
    authority,
    lists,
    went,
    find,
    button: () => shown('.sign-in'),
    badge: () => shown('.role-badge'),
    banner: () => shown('[data-banner="sign-in"]')?.replace('Close', ''),
    press: (selector: string) => find(selector)?.click(),
  };
}

/** The address and the history of the tab before and after the page opens there. */
function openAt(address: string, options: Parameters<typeof openPage>[0] = {}) {
  history.replaceState(null, '', address);
  const { length } = history;
  const opened = openPage(options);
  expect(history.length).toBe(length);
  return opened;
}

const tokens = () => Object.keys(sessionStorage).filter(key => /token$|sign-in$/.test(key));

describe('the page', () => {
  it('has a button to sign in where the gateway names an authority', async () => {
    const { button, badge } = openPage();
    expect(button()).toBeUndefined();
    await eventually(() => expect(button()).toBe('Sign in'));
    expect(badge()).toBeUndefined();
  });

  it.each(['none', 'unknown'] as const)('has no button, and nothing else is new, where the offer of the gateway is %s', async offer => {
    const { button, banner, badge, find } = openPage({ offer });
    await eventually(() => expect(find('.main')?.textContent).toContain('No location yet'));
    await new Promise(resolve => setTimeout(resolve, 20));
    expect([button(), banner(), badge()]).toEqual([undefined, undefined, undefined]);
  });

  it('leaves for the authority, comes back to the same place, shows the role and uses the token', async () => {
    const first = openAt(`${page}#/garage`);
    await eventually(() => expect(first.button()).toBe('Sign in'));
    first.press('.sign-in');
    await eventually(() => expect(first.button()).toBe('Signing in…'));
    await eventually(() => expect(first.went).toHaveLength(1));
    const second = openAt(first.authority.authorize(first.went[0] ?? ''), { authority: first.authority });
    expect(location.href).toBe(`${page}#/garage`);
    await eventually(() => expect(second.badge()).toBe('OperatorSign out'));
    expect(second.button()).toBeUndefined();
    await eventually(() => expect(second.lists.at(-1)).toBe(`Bearer ${first.authority.accessTokens[0]}`));
    // Another page in the tab, without the library.
    const third = openPage({ authority: first.authority });
    expect(third.badge()).toBe('OperatorSign out');
    await eventually(() => expect(third.lists).toEqual([`Bearer ${first.authority.accessTokens[0]}`]));
  });

  it('signs out, here and at the authority, and puts the focus on the button to sign in again', async () => {
    const first = openPage();
    await eventually(() => expect(first.button()).toBe('Sign in'));
    first.press('.sign-in');
    await eventually(() => expect(first.went).toHaveLength(1));
    const { badge, button, find, press, went, lists, authority } = openAt(first.authority.authorize(first.went[0] ?? ''), { authority: first.authority });
    await eventually(() => expect(badge()).toBe('OperatorSign out'));
    find('.role-leave')?.focus();
    press('.role-leave');
    expect(badge()).toBeUndefined();
    expect(button()).toBe('Signing out…');
    expect(document.activeElement).toBe(find('.sign-in'));
    expect(tokens()).toEqual([]);
    await eventually(() => expect(went.at(-1)).toContain(`${authority.address}/logout?`));
    await eventually(() => expect(lists.at(-1)).toBeUndefined());
  });

  it('says “Signed in” when the token has no role, in the language of the reader', async () => {
    const authority = new FakeAuthority(() => Date.now());
    authority.isOpaque = true;
    const first = openPage({ authority });
    await eventually(() => expect(first.button()).toBe('Sign in'));
    first.press('.sign-in');
    await eventually(() => expect(first.went).toHaveLength(1));
    const { badge, find } = openAt(authority.authorize(first.went[0] ?? ''), { authority });
    await eventually(() => expect(badge()).toBe('Signed inSign out'));
    const list = find('.language-list') as HTMLSelectElement;
    list.value = 'id';
    list.dispatchEvent(new Event('change'));
    expect(badge()).toBe('Sudah masukKeluar');
  });

  it.each([
    ['?error=access_denied&state=1', 'The sign-in was cancelled. You are looking as a visitor.'],
    ['?code=1&state=1', 'This sign-in was not begun in this tab. Please sign in again.'],
    ['?state=1&session_state=2&iss=3&code=1', 'This sign-in was not begun in this tab. Please sign in again.'],
  ])('takes %s out of the address, says what went wrong, and works on as before', async (query, sentence) => {
    const { banner, button, lists, press } = openAt(`${page}${query}#/`);
    expect(location.href).toBe(`${page}#/`);
    await eventually(() => expect(banner()).toBe(sentence));
    await eventually(() => expect(button()).toBe('Sign in'));
    expect(lists[0]).toBeUndefined();
    press('[data-banner="sign-in"] button');
    await eventually(() => expect(banner()).toBeUndefined());
  });

  it('takes the token of a link as before, and forgets a sign-in for it', async () => {
    sessionStorage.setItem('live-parking.sign-in', JSON.stringify({ accessToken: 'a.b.c', claims: { role: 'admin', locations: [], groups: [], isNarrowed: false } }));
    const { badge, find } = openAt(`${page}#token=header.${btoa('{"role":"operator","location":"*"}')}.signature`);
    await eventually(() => expect(badge()).toBe('OperatorLeave'));
    expect(find('.role-leave')?.getAttribute('aria-label')).toBe('Leave the Operator view');
    expect(tokens()).toEqual(['live-parking.token']);
  });
});

describe('the response in the address', () => {
  it.each(['', '?from=home', '?code=1', '?state=1', '?encode=1&state=1'])('is not %j', query => {
    history.replaceState(null, '', page + query);
    expect(takeResponse()).toBeUndefined();
    expect(location.search).toBe(query);
  });

  it('is handed to the page around the frame of a renewal', () => {
    history.replaceState(null, '', `${page}?code=1&state=2`);
    expect(answerParent()).toBe(false);
    const posted: unknown[] = [];
    vi.stubGlobal('parent', { postMessage: (...message: unknown[]) => posted.push(message) });
    expect(answerParent()).toBe(true);
    expect(posted).toEqual([[{ signInResponse: '?code=1&state=2' }, 'http://gateway.invalid']]);
  });
});
