import { useRouter } from 'expo-router';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { Screen } from '../parts/screen';
import { Heading, Words } from '../parts/words';
import { SettingsButton } from '../settings/settings-button';

/** The first start: there is no server yet. */
export function Welcome() {
  const t = useWords();
  const router = useRouter();
  const { colours } = useLook();
  return (
    <Screen title={t('app.name')} actions={<SettingsButton />}>
      <View style={styles.middle}>
        <View style={[styles.sign, { backgroundColor: colours.sign }]}>
          <Icon name="place" size={48} colour={colours.signInk} />
        </View>
        <Heading level={2} kind="title" style={styles.centred}>
          {t('welcome.title')}
        </Heading>
        <Words colour="inkSoft" style={styles.centred}>
          {t('welcome.text')}
        </Words>
      </View>
      <Button isMain icon="code" words={t('welcome.scan')} onPress={() => router.push('/scan')} />
      <Button words={t('welcome.type')} onPress={() => router.push('/settings')} />
    </Screen>
  );
}

const styles = StyleSheet.create({
  middle: { alignItems: 'center', gap: 16, paddingTop: 48, paddingBottom: 24, paddingHorizontal: 8 },
  sign: { width: 96, height: 96, borderRadius: 26, alignItems: 'center', justifyContent: 'center' },
  centred: { textAlign: 'center' },
});
