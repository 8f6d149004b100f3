import { useRouter } from 'expo-router';
import { useWords } from '../language/language';
import { IconButton } from '../parts/button';

/** Leads to the settings. */
export function SettingsButton() {
  const t = useWords();
  const router = useRouter();
  return <IconButton icon="settings" label={t('app.settings')} onPress={() => router.push('/settings')} testID="settings" />;
}
