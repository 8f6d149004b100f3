import AsyncStorage from '@react-native-async-storage/async-storage';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { parseSettings, type Settings } from './settings';

const key = 'live-parking.settings';

interface SettingsAccess {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
}

const SettingsContext = createContext<SettingsAccess | undefined>(undefined);

/** Reads the settings from the device, and then shows what is below it. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const [settings, setSettings] = useState<Settings>();
  useEffect(() => {
    void AsyncStorage.getItem(key).then(text => setSettings(parseSettings(text)));
  }, []);
  const change = useCallback((part: Partial<Settings>) => {
    setSettings(before => (before === undefined ? before : { ...before, ...part }));
  }, []);
  useEffect(() => {
    if (settings !== undefined) void AsyncStorage.setItem(key, JSON.stringify(settings));
  }, [settings]);
  const access = useMemo(() => (settings === undefined ? undefined : { settings, change }), [settings, change]);
  return access === undefined ? null : <SettingsContext value={access}>{children}</SettingsContext>;
}

/** What the driver has chosen, and how to change it. */
export function useSettings(): SettingsAccess {
  const access = useContext(SettingsContext);
  if (access === undefined) throw new Error('Put <SettingsProvider> around what uses the settings.');
  return access;
}

/** The favourite locations. */
export function useFavourites() {
  const { settings, change } = useSettings();
  const { favourites } = settings;
  return useMemo(
    () => ({
      ids: new Set(favourites),
      toggle: (id: string) =>
        change({ favourites: favourites.includes(id) ? favourites.filter(each => each !== id) : [...favourites, id] }),
    }),
    [favourites, change],
  );
}
