import { useLiveParking } from '@live-parking/client/react';
import { readText, writeText } from '../session/browser-storage.ts';
import { useEffect, useState, type ComponentChildren } from './preact.ts';
import { go } from './routes.ts';
import { kindWords } from './words.ts';

const key = 'live-parking.notify';

/** Whether the browser may notify of alarms. */
export function useNotifications(): { readonly isOffered: boolean; readonly isOn: boolean; readonly toggle: () => void } {
  const isOffered = 'Notification' in globalThis && Notification.permission !== 'denied';
  const [isOn, setIsOn] = useState(isOffered && Notification.permission === 'granted' && readText(() => localStorage, key) === 'on');
  const toggle = () => {
    void (async () => {
      const wanted = !isOn && (await Notification.requestPermission()) === 'granted';
      writeText(() => localStorage, key, wanted ? 'on' : undefined);
      setIsOn(wanted);
    })();
  };
  return { isOffered, isOn, toggle };
}

/** Notifies of new alarms of rank high and medium. One alarm has one notification, which a newer one replaces. */
export function Notifier({ isOn }: { readonly isOn: boolean }): ComponentChildren {
  const client = useLiveParking();
  useEffect(() => {
    if (!isOn) return undefined;
    return client.alarms().onChange((alarm, before) => {
      if (alarm.state !== 'active' || alarm.rank === 'low' || (before?.state === 'active' && before.count >= alarm.count)) return;
      void notify(kindWords[alarm.kind], { body: alarm.cause, tag: alarm.id, icon: './icon.svg' }, () =>
        go(alarm.locationId === undefined ? { view: 'alarms' } : { view: 'site', id: alarm.locationId }),
      );
    });
  }, [client, isOn]);
  return null;
}

/** Notifies. Chrome on Android allows it to a service worker only, and then a tap does not lead anywhere. */
async function notify(title: string, options: NotificationOptions, open: () => void): Promise<void> {
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      window.focus();
      open();
      shown.close();
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const worker = await navigator.serviceWorker.getRegistration();
    await worker?.showNotification(title, options);
  }
}
