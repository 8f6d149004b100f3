import * as SystemUI from 'expo-system-ui';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { Platform, useColorScheme } from 'react-native';
import { useSettings } from '../settings/settings-provider';
import { palettes, type Palette } from './palette';

/** Light or dark, and the colours for it. */
export interface Look {
  readonly scheme: 'light' | 'dark';
  readonly colours: Palette;
}

const LookContext = createContext<Look>({ scheme: 'light', colours: palettes.light });

/** The chosen look, or else the device's. */
export function LookProvider({ children }: { readonly children: ReactNode }) {
  const device = useColorScheme() === 'dark' ? 'dark' : 'light';
  const { theme } = useSettings().settings;
  const scheme = theme === 'system' ? device : theme;
  const look = useMemo(() => ({ scheme, colours: palettes[scheme] }), [scheme]);
  useEffect(() => {
    if (Platform.OS === 'web') {
      document.documentElement.style.colorScheme = scheme;
      document.body.style.backgroundColor = look.colours.ground;
    } else void SystemUI.setBackgroundColorAsync(look.colours.ground);
  }, [scheme, look]);
  return <LookContext value={look}>{children}</LookContext>;
}

/** Light or dark, and the colours for it. */
export function useLook(): Look {
  return useContext(LookContext);
}
