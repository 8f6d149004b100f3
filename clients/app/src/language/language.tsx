import { catalogues as drivers, chooseLanguage, speaker, useLanguage as speak, type LanguageCode } from '@live-parking/client/driver';
import { useLocales } from 'expo-localization';
import { createContext, useContext, useEffect, type ReactNode } from 'react';
import { Platform } from 'react-native';
import { useSettings } from '../settings/settings-provider';
import { en } from './en';
import { id } from './id';

/** What the app says: the words for drivers, and its own. */
export const catalogues = { en: { ...drivers.en, ...en }, id: { ...drivers.id, ...id } } as const;

const t = speaker<typeof catalogues.en>(catalogues);

const LanguageContext = createContext<LanguageCode>('en');

/** Speaks the chosen language, or else the device's. What is below it is made anew when that changes. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { settings } = useSettings();
  const preferred = useLocales().map(({ languageTag }) => languageTag);
  const code = chooseLanguage(settings.language, preferred);
  // The words are spoken while what is below renders, so the language has to be set before.
  speak(code);
  useEffect(() => {
    if (Platform.OS === 'web') document.documentElement.lang = code;
  }, [code]);
  return <LanguageContext value={code}>{children}</LanguageContext>;
}

/** What says sentences in the language that is spoken. Whoever uses it renders again when the language changes. */
export function useWords(): typeof t {
  useContext(LanguageContext);
  return t;
}
