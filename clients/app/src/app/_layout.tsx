import { Stack } from 'expo-router';
import { StatusBar } from 'expo-status-bar';
import { SafeAreaProvider } from 'react-native-safe-area-context';
import { ServerClientProvider } from '../client/server-client';
import { LanguageProvider } from '../language/language';
import { LookProvider, useLook } from '../look/look';
import { SettingsProvider } from '../settings/settings-provider';
import { completeDialog } from '../sign-in/complete-dialog';

completeDialog();

/** What every screen has around it. */
export default function Layout() {
  return (
    <SafeAreaProvider>
      <SettingsProvider>
        <LanguageProvider>
          <LookProvider>
            <ServerClientProvider>
              <Screens />
            </ServerClientProvider>
          </LookProvider>
        </LanguageProvider>
      </SettingsProvider>
    </SafeAreaProvider>
  );
}

function Screens() {
  const { scheme, colours } = useLook();
  return (
    <>
      <StatusBar style={scheme === 'dark' ? 'light' : 'dark'} />
      <Stack screenOptions={{ headerShown: false, contentStyle: { backgroundColor: colours.ground } }} />
    </>
  );
}
