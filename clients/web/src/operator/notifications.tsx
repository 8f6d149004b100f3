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
      const shown = new Notification(kindWords[alarm.kind], { body: alarm.cause, tag: alarm.id, icon: './icon.svg' });
      shown.onclick = () => {
        window.focus();
        go(alarm.locationId === undefined ? { view: 'alarms' } : { view: 'site', id: alarm.locationId });
        shown.close();
      };
    });
  }, [client, isOn]);
  return null;
}
