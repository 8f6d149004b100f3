import { isOperator, type LiveParkingClient } from '@live-parking/client';
import { useAlarms, useConnection, useOverview } from '@live-parking/client/react';
import { LiveParkingProvider } from './package-views.ts';
import type { Session } from '../session/session.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { AlarmBadges } from './alarm-badges.tsx';
import { AlarmsView } from './alarms-view.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { useKeys, useRoute } from './hooks.ts';
import { Notifier, useNotifications } from './notifications.tsx';
import { NotificationsView } from './notifications-view.tsx';
import { OverviewView } from './overview-view.tsx';
import { useEffect, useState, type ComponentChildren } from './preact.ts';
import { fragmentOf, go, type ConsoleRoute } from './routes.ts';
import { SiteView } from './site-view.tsx';
import { nextTheme } from './theme.ts';
import { WallView } from './wall-view.tsx';

const tabs: readonly { readonly route: ConsoleRoute; readonly title: string; readonly key: string; readonly role?: 'admin' }[] = [
  { route: { view: 'overview' }, title: 'Overview', key: '1' },
  { route: { view: 'alarms' }, title: 'Alarms', key: '2' },
  { route: { view: 'wall' }, title: 'Cameras', key: '3' },
  { route: { view: 'notifications' }, title: 'Notifications', key: '4', role: 'admin' },
];

/** What the console needs of the page. */
export interface ConsoleHost {
  readonly client: LiveParkingClient;
  readonly session: Session;
  readonly signIn: SignIn;
  /** Calls a listener when the session or the sign-in has changed, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Ends the session. */
  leave(): void;
}

/** The operations console. */
export function ConsoleApp({ host }: { readonly host: ConsoleHost }): ComponentChildren {
  const [, changed] = useState(0);
  useEffect(() => host.onChange(() => changed(count => count + 1)), [host]);
  if (!isOperator(host.session.claims)) return <Door host={host} />;
  return (
    <LiveParkingProvider client={host.client}>
      <Desk host={host} />
    </LiveParkingProvider>
  );
}

function Desk({ host }: { readonly host: ConsoleHost }): ComponentChildren {
  const route = useRoute();
  const [isHelping, setIsHelping] = useState(false);
  const notifications = useNotifications();
  const offered = tabs.filter(tab => tab.role === undefined || tab.role === host.session.claims?.role);
  useKeys((key, event) => {
    const tab = offered.find(candidate => candidate.key === key);
    if (tab !== undefined) go(tab.route);
    else if (key === '?') setIsHelping(true);
    else if (key === 'd') nextTheme();
    else if (key === 'Backspace' && route.view !== 'overview') history.back();
    else return;
    event.preventDefault();
  });
  return (
    <>
      <a class="skip" href="#view" onClick={skip}>
        Skip to the view
      </a>
      <header class="desk-top">
        <a class="brand" href={fragmentOf({ view: 'overview' })}>
          Live Parking <span>Operations</span>
        </a>
        <nav aria-label="Views">
          {offered.map(tab => (
            <a key={tab.key} href={fragmentOf(tab.route)} aria-current={route.view === tab.route.view ? 'page' : undefined}>
              {tab.title}
              {tab.route.view === 'alarms' && <AlarmTotals />}
            </a>
          ))}
        </nav>
        <Link />
        <div class="desk-buttons">
          {notifications.isOffered && (
            <button type="button" onClick={notifications.toggle} aria-pressed={notifications.isOn} title="Notify me of new alarms of rank high and medium">
              {notifications.isOn ? 'Notifying' : 'Notify me'}
            </button>
          )}
          <button type="button" onClick={() => nextTheme()} title="Light, dark, or as the system (d)">
            Theme
          </button>
          <button type="button" onClick={() => setIsHelping(true)} title="Keys (?)">
            Keys
          </button>
          <button type="button" onClick={() => host.leave()}>
            Leave
          </button>
        </div>
      </header>
      <Notifier isOn={notifications.isOn} />
      {route.view === 'overview' && <OverviewView />}
      {route.view === 'alarms' && <AlarmsView />}
      {route.view === 'wall' && <WallView />}
      {route.view === 'notifications' && <NotificationsView />}
      {route.view === 'site' && <SiteView key={route.id} id={route.id} part={route.part} />}
      {isHelping && <HelpDialog close={() => setIsHelping(false)} />}
    </>
  );
}

/** The fragment names the view, so the link itself must not change it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('view')?.focus();
}

function AlarmTotals(): ComponentChildren {
  const { totals } = useOverview();
  // Keeps the alarms followed in every view, for the notifications and for a list that is there at once.
  useAlarms();
  return totals === undefined ? null : <AlarmBadges counts={totals.alarms} />;
}

function Link(): ComponentChildren {
  const { state, reason } = useConnection();
  const words = { connected: 'Live', connecting: 'Connecting…', waiting: 'Not connected', refused: 'Refused', closed: 'Closed' };
  return (
    <span class="link-state" data-state={state} role="status" title={reason}>
      {words[state]}
    </span>
  );
}

/** What somebody sees who is no operator. */
function Door({ host }: { readonly host: ConsoleHost }): ComponentChildren {
  const { isOffered, busy, problem } = host.signIn.shown;
  const { claims } = host.session;
  return (
    <main class="door">
      <h1>Operations</h1>
      <p>
        {claims === undefined
          ? 'This console is for operators. Open it with an operator link, or sign in.'
          : `Your token has the role ${claims.role ?? 'viewer'}. The console needs the role operator or admin.`}
      </p>
      {problem !== undefined && (
        <p class="error" role="alert">
          Signing in did not work. Please try again.
        </p>
      )}
      <div class="actions">
        {isOffered && (
          <button type="button" class="main" disabled={busy !== undefined} onClick={() => void host.signIn.begin()}>
            Sign in
          </button>
        )}
        {claims !== undefined && (
          <button type="button" onClick={() => host.leave()}>
            Leave
          </button>
        )}
        <a href="./">To the car parks</a>
      </div>
    </main>
  );
}
