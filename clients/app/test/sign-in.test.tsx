import { act, fireEvent, screen, within } from '@testing-library/react-native';
import Constants, { ExecutionEnvironment } from 'expo-constants';
import { router } from 'expo-router';
import type { FakeGateway } from '../../typescript/test/support/fake-gateway';
import { camera, level, location } from '../../typescript/test/support/samples';
import { readKept, writeKept } from '../src/sign-in/kept-text';
import { FakeAuthority } from './support/fake-authority';
import { secrets } from './support/fake-secure-store';
import { authorities, startServer } from './support/fake-server';
import { address, openApp, textOf, type Phone } from './support/phone';

let authority: FakeAuthority;

// The installed app. Expo Go has a scheme of its own.
beforeAll(() => void Object.assign(Constants, { executionEnvironment: ExecutionEnvironment.Standalone }));

beforeEach(() => {
  secrets.clear();
  authority = new FakeAuthority();
});

afterEach(() => jest.restoreAllMocks());

/** A car park with a private camera, of a group. */
function carPark(gateway: FakeGateway): void {
  authorities.set(address, authority.settings);
  gateway.locations.set('garage', location({ groups: ['malls'], levels: [level({})], cameras: [camera({ state: 'idle' })] }));
  gateway.cameras.set('gate', camera({ state: 'idle' }));
}

const open = (at: string, prepare: (gateway: FakeGateway) => void = () => {}) =>
  openApp({
    at,
    prepare: gateway => {
      carPark(gateway);
      prepare(gateway);
    },
  });

/** Opens the app of somebody who signed in before. */
async function openSignedIn(at: string, prepare?: (gateway: FakeGateway) => void): Promise<Phone> {
  // Tokens count from the time of the server, which begins anew with each app.
  jest.setSystemTime(new Date('2026-11-29T08:00:00Z'));
  await writeKept(address, JSON.stringify(authority.signedIn()));
  return open(at, prepare);
}

async function signIn({ pass }: Phone): Promise<void> {
  fireEvent.press(screen.getByText('Sign in'));
  await pass(2000);
}

/** The tokens of the connections that are open. */
const tokensAt = (gateway: FakeGateway) => gateway.open('parking').map(({ token }) => token);

describe('signing in', () => {
  it('is offered only where the server has an authority', async () => {
    const { pass } = await openApp({ at: '/settings' });
    await pass(10_000);
    expect(screen.queryByTestId('account')).toBeNull();
  });

  it('is offered as soon as the server answers', async () => {
    const { gateway, pass } = await open('/settings', gateway => (gateway.isUp = false));
    expect(screen.queryByTestId('account')).toBeNull();
    gateway.isUp = true;
    await pass(8000);
    expect(textOf('account-who')).toBe('You are looking as a visitor.');
  });

  it('asks the authority by code and PKCE, says who it is, and uses and keeps the token', async () => {
    const phone = await open('/settings');
    await signIn(phone);
    expect(textOf('account-who')).toBe('Signed in as Budi Hartono');
    const { origin, pathname, searchParams } = authority.shown[0] ?? new URL('none:');
    expect(origin + pathname).toBe('https://login.example/realm/authorize');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: 'live-parking-page',
      redirect_uri: 'liveparking://sign-in',
      response_type: 'code',
      scope: 'openid profile offline_access',
      code_challenge_method: 'S256',
      ui_locales: 'en',
    });
    expect(tokensAt(phone.gateway)).toEqual([authority.token]);
    expect(await readKept(address)).toContain(authority.token);
  });

  it('is kept when the app starts again', async () => {
    const { gateway, pass } = await openSignedIn('/settings');
    await pass(1000);
    expect(textOf('account-who')).toBe('Signed in as Budi Hartono');
    expect(tokensAt(gateway)).toEqual([authority.token]);
    expect(authority.grants).toEqual([]);
  });

  it.each([
    ['closes it', 'The sign-in was cancelled. You are looking as a visitor.'],
    ['cancels', 'The sign-in was cancelled. You are looking as a visitor.'],
    ['comes from elsewhere', 'This sign-in was not begun here. Please sign in again.'],
    ['is turned away', 'The sign-in failed (invalid_scope). You are looking as a visitor.'],
  ] as const)('that the user does not finish is said so: the user %s', async (user, sentence) => {
    authority.user = user;
    const phone = await open('/settings');
    await signIn(phone);
    expect(textOf('account-problem')).toBe(sentence);
    expect(authority.grants).toEqual([]);
    authority.user = 'signs in';
    await signIn(phone);
    expect(screen.queryByTestId('account-problem')).toBeNull();
    expect(textOf('account-who')).toBe('Signed in as Budi Hartono');
  });

  it.each(['away', 'silent'] as const)('at an authority that is %s is said to be impossible', async state => {
    authority.state = state;
    const phone = await open('/settings');
    await signIn(phone);
    await phone.pass(10_000);
    expect(textOf('account-problem')).toBe('The sign-in service can’t be reached. You are looking as a visitor.');
    expect(authority.shown).toEqual([]);
    expect(screen.getByText('Sign in')).toBeEnabled();
  });

  it('is not begun over the internet without encryption', async () => {
    const phone = await open('/settings', () => authorities.set(address, { ...authority.settings, authority: 'http://login.example' }));
    await signIn(phone);
    expect(textOf('account-problem')).toBe('Signing in needs a connection over https.');
    expect(authority.shown).toEqual([]);
  });
});

describe('who is signed in', () => {
  it('has a new token before the old one ends', async () => {
    authority.life = 120_000;
    const { gateway, pass } = await openSignedIn('/');
    const first = authority.token;
    expect(tokensAt(gateway)).toEqual([first]);
    await pass(100_000);
    expect(authority.grants).toEqual(['refresh_token']);
    expect(authority.token).not.toBe(first);
    expect(tokensAt(gateway)).toEqual([authority.token]);
    expect(await readKept(address)).toContain(authority.token);
  });

  it('is told when the authority does not renew the sign-in, and looks on as a visitor', async () => {
    authority.life = 120_000;
    const { gateway, pass } = await openSignedIn('/');
    authority.hasRefreshTokens = false;
    await pass(100_000);
    expect(textOf('sign-in-ended')).toContain('Your sign-in has ended. You are looking as a visitor.');
    expect(authority.grants).toEqual(['refresh_token']);
    expect(tokensAt(gateway)).toEqual([undefined]);
    expect(secrets.size).toBe(0);
    authority.state = 'away';
    await signIn({ gateway, pass });
    expect(textOf('sign-in-ended')).toContain('The sign-in service can’t be reached.');
    fireEvent.press(screen.getByText('Close'));
    expect(screen.queryByTestId('sign-in-ended')).toBeNull();
    expect(textOf('free-garage')).toBe('100');
  });

  it('stays while the authority is away for a while, and not longer than the token is valid', async () => {
    authority.life = 120_000;
    const { gateway, pass } = await openSignedIn('/');
    const first = authority.token;
    authority.state = 'away';
    await pass(112_000);
    expect(tokensAt(gateway)).toEqual([first]);
    await pass(30_000);
    expect(textOf('sign-in-ended')).toContain('Your sign-in has ended.');
    expect(secrets.size).toBe(0);
    // A gateway ends the connections of a token with it.
    act(() => gateway.kill());
    gateway.isUp = true;
    await pass(4000);
    expect(tokensAt(gateway)).toEqual([undefined]);
  });

  it('is told when the gateway accepts no token of the authority, after a few attempts', async () => {
    const phone = await open('/settings', gateway => (gateway.accepts = token => token === undefined));
    await signIn(phone);
    await phone.pass(20_000);
    expect(textOf('account-problem')).toBe('Your sign-in is not valid here. You are looking as a visitor.');
    expect(tokensAt(phone.gateway).every(token => token === undefined)).toBe(true);
    expect(authority.grants.length).toBeLessThanOrEqual(4);
    expect(secrets.size).toBe(0);
  });

  it('signs out here and at the authority', async () => {
    const { gateway, pass } = await openSignedIn('/settings');
    await pass(1000);
    const refreshToken = (JSON.parse((await readKept(address)) ?? '{}') as { refreshToken: string }).refreshToken;
    fireEvent.press(screen.getByText('Sign out'));
    await pass(2000);
    expect(textOf('account-who')).toBe('You are looking as a visitor.');
    expect(screen.queryByTestId('account-problem')).toBeNull();
    expect(authority.revoked).toEqual([refreshToken]);
    expect(authority.shown[0]?.searchParams.get('post_logout_redirect_uri')).toBe('liveparking://sign-in');
    expect(secrets.size).toBe(0);
    expect(tokensAt(gateway).every(token => token === undefined)).toBe(true);
  });

  it('signs out here when the authority is away, and is told that it does not know', async () => {
    const { pass } = await openSignedIn('/settings');
    await pass(1000);
    authority.state = 'away';
    fireEvent.press(screen.getByText('Sign out'));
    await pass(2000);
    expect(textOf('account-problem')).toContain('You are signed out here.');
    expect(secrets.size).toBe(0);
  });

  it('is a visitor at another server, and signed in again back at the first', async () => {
    const { pass } = await openSignedIn('/settings');
    const other = 'http://192.168.1.20:5000';
    const harbour = startServer(other);
    const use = async (server: string) => {
      fireEvent.changeText(screen.getByLabelText('Address of the server'), server);
      fireEvent.press(screen.getByText('Connect'));
      await pass(2000);
      fireEvent.press(screen.getByTestId('settings'));
      await pass(1000);
    };
    await use(other);
    expect(screen.queryByTestId('account')).toBeNull();
    expect(harbour.sessions.length).toBeGreaterThan(0);
    expect(harbour.sessions.every(({ token }) => token === undefined)).toBe(true);
    await use(address);
    expect(textOf('account-who')).toBe('Signed in as Budi Hartono');
  });
});

describe('a private camera', () => {
  const refusing = (gateway: FakeGateway) => (gateway.refuses = 'forbidden');
  const tile = () => within(screen.getByTestId('camera-gate'));

  it('is offered to whoever has a role for the location', async () => {
    const { gateway, pass } = await openSignedIn('/location/garage');
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(1000);
    expect(gateway.open('cameras').map(({ token, watches }) => [token, watches.size])).toEqual([[authority.token, 1]]);
  });

  it('stops being offered on the screen behind when somebody signs out', async () => {
    const { gateway, pass } = await openSignedIn('/location/garage');
    expect(screen.getByLabelText('Watch Gate')).toBeOnTheScreen();
    act(() => router.push('/settings'));
    await pass(1000);
    refusing(gateway);
    fireEvent.press(screen.getByText('Sign out'));
    await pass(1000);
    act(() => router.back());
    await pass(1000);
    expect(textOf('badge-gate')).toBe('Private');
    expect(tile().queryByRole('button')).toBeNull();
  });

  it('is offered although its kept picture was refused, and the gateway decides', async () => {
    const { pass } = await openSignedIn('/location/garage', refusing);
    expect(textOf('badge-gate')).not.toBe('Private');
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(1000);
    expect(textOf('badge-gate')).toBe('Private');
    expect(tile().queryByRole('button')).toBeNull();
  });

  it('is not offered to visitors, nor to whoever has a role elsewhere', async () => {
    await open('/location/garage', refusing);
    expect(tile().queryByRole('button')).toBeNull();
    await openSignedIn('/location/garage', gateway => {
      refusing(gateway);
      gateway.locations.set('garage', location({ groups: ['offices'], cameras: [camera({ state: 'idle' })] }));
    });
    expect(textOf('badge-gate')).toBe('Private');
    expect(tile().queryByRole('button')).toBeNull();
  });
});
