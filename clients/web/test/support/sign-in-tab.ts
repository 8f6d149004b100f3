import { LiveParkingClient } from '@live-parking/client';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { FakeGateway } from '../../../typescript/test/support/fake-gateway.ts';
import { GatewayApi } from '../../src/api/gateway-api.ts';
import { Session } from '../../src/session/session.ts';
import { takeResponse } from '../../src/sign-in/sign-in-response.ts';
import { SignIn } from '../../src/sign-in/sign-in.ts';
import { FakeAuthority } from './fake-authority.ts';

/** The address of the page, as the environment of the tests names it. */
export const page = 'https://parking.example/live/';
export const minute = 60_000;

/** Every test begins in a tab that keeps nothing. */
export function beginInAnEmptyTab() {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  beforeEach(() => {
    sessionStorage.clear();
    new Session().use(undefined);
    history.replaceState(null, '', page);
  });
}

/** A page with a connection to a gateway whose authority is in memory too; without an `answer` of its own the gateway names that authority. */
export function makePage({ answer, inTab = new FakeGateway() }: { answer?: () => Response | Error; inTab?: FakeGateway } = {}) {
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
