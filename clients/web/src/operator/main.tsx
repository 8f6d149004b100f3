import '../styles/base.css';
import 'uplot/dist/uPlot.min.css';
import './console.css';
import { isOperator, LiveParkingClient } from '@live-parking/client';
import { render } from 'preact';
import { GatewayApi } from '../api/gateway-api.ts';
import { Session } from '../session/session.ts';
import { takeToken } from '../session/token-fragment.ts';
import { SignIn } from '../sign-in/sign-in.ts';
import { ConsoleApp, type ConsoleHost } from './console-app.tsx';
import { useChosenTheme } from './theme.ts';

const gateway = location.origin + location.pathname.replace(/[^/]*$/, '');

/** Assembles the console: its session, its client, and its views. */
function start(root: HTMLElement): void {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const session = new Session();
  const signIn: SignIn = new SignIn(session, new GatewayApi(new LiveParkingClient({ url: gateway, followBrowser: false }).http), {
    page: gateway,
    changed,
    tokenChanged: () => void tokenChanged(),
    renewToken: () => client.renewToken(),
    now: () => client.clock.at(Date.now()),
    go: address => location.assign(address),
  });
  const client: LiveParkingClient = new LiveParkingClient({ url: gateway, token: () => signIn.token() });
  const tokenChanged = async () => {
    changed();
    await client.renewToken();
    changed();
  };
  const host: ConsoleHost = {
    client,
    session,
    signIn,
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leave: () => {
      if (session.signedIn !== undefined) {
        void signIn.end();
        return;
      }
      session.use(undefined);
      void tokenChanged();
    },
  };
  const readToken = () => {
    const { token, rest } = takeToken(location.hash);
    if (token === undefined) return;
    history.replaceState(null, '', `${location.pathname}${location.search}${rest}`);
    session.use(token);
    void tokenChanged();
  };
  readToken();
  addEventListener('hashchange', readToken);
  client.connection.subscribe(() => {
    if (client.connection.getSnapshot().state !== 'refused' || !isOperator(session.claims)) return;
    if (session.signedIn !== undefined) signIn.refused();
    else host.leave();
  });
  setInterval(() => signIn.tick(), 1000);
  void signIn.ask();
  useChosenTheme();
  render(<ConsoleApp host={host} />, root);
}

const root = document.getElementById('console');
if (root === null) throw new Error('The page has no place for the console.');
start(root);
