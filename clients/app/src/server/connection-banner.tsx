import type { LinkHealth } from '@live-parking/client/driver';
import { useLiveParking } from '@live-parking/client/react';
import { useRouter } from 'expo-router';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Banner } from '../parts/banner';
import { Button } from '../parts/button';
import { Words } from '../parts/words';
import { useSettings } from '../settings/settings-provider';
import { hostOf } from './host-of';

interface ConnectionBannerProps {
  readonly health: LinkHealth;
  /** Whether the server was ever heard: then it is the connection that is lost, otherwise the server may be the wrong one. */
  readonly wasHeard: boolean;
}

/** Says that there is no connection, and what to do about it; nothing while there is one. */
export function ConnectionBanner({ health, wasHeard }: ConnectionBannerProps) {
  const t = useWords();
  const router = useRouter();
  const client = useLiveParking();
  const { server = '' } = useSettings().settings;
  if (health !== 'lost') return null;
  const retry = <Button words={t('link.retry')} onPress={() => client.wake()} />;
  if (wasHeard)
    return (
      <Banner tone="almost" icon="warn" words={t('link.lostNumbers')} testID="lost">
        {retry}
      </Banner>
    );
  return (
    <Banner tone="full" icon="warn" words={t('server.unreachable', { host: hostOf(server) })} testID="unreachable">
      <Words kind="small">{t('server.unreachableLong')}</Words>
      <View style={styles.buttons}>
        <Button isMain words={t('server.change')} icon="settings" onPress={() => router.push('/settings')} />
        {retry}
      </View>
    </Banner>
  );
}

const styles = StyleSheet.create({ buttons: { flexDirection: 'row', flexWrap: 'wrap', gap: 10 } });
