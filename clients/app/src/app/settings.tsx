import { languages, type LanguageCode } from '@live-parking/client/driver';
import { StyleSheet, Switch, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Card } from '../parts/card';
import { Choices } from '../parts/choices';
import { Screen } from '../parts/screen';
import { Heading, Words } from '../parts/words';
import { hostOf } from '../server/host-of';
import { ServerForm } from '../server/server-form';
import { themes, type Theme } from '../settings/settings';
import { useSettings } from '../settings/settings-provider';
import { AccountCard } from '../sign-in/account-card';

/** The server, the account there, data, language and look. */
export default function Settings() {
  const t = useWords();
  const { colours } = useLook();
  const { settings, change } = useSettings();
  const { server } = settings;
  return (
    <Screen title={t('app.settings')} hasBack>
      <Card>
        <Heading level={2}>{t('server.title')}</Heading>
        <Words kind="small" colour="inkSoft">
          {server === undefined ? t('server.none') : hostOf(server)}
        </Words>
        <ServerForm />
      </Card>
      <AccountCard />
      <Card>
        <View style={styles.line}>
          <View style={styles.fill}>
            <Heading level={2}>{t('saver.title')}</Heading>
            <Words kind="small" colour="inkSoft">
              {t('saver.long')}
            </Words>
          </View>
          <Switch
            aria-label={t('saver.title')}
            value={settings.dataSaver}
            onValueChange={dataSaver => change({ dataSaver })}
            trackColor={{ true: colours.sign, false: colours.quietBar }}
            thumbColor={colours.signInk}
            {...webSwitch(colours.signInk)}
          />
        </View>
      </Card>
      <Card>
        <Heading level={2}>{t('speech.title')}</Heading>
        <Choices<LanguageCode | undefined>
          label={t('speech.title')}
          chosen={settings.language}
          choose={language => change({ language })}
          choices={[
            { value: undefined, words: t('speech.system') },
            ...(Object.keys(languages) as LanguageCode[]).map(value => ({ value, words: languages[value].name, language: value })),
          ]}
        />
      </Card>
      <Card>
        <Heading level={2}>{t('look.title')}</Heading>
        <Choices<Theme>
          label={t('look.title')}
          chosen={settings.theme}
          choose={theme => change({ theme })}
          choices={themes.map(value => ({ value, words: t(`look.${value}`) }))}
        />
      </Card>
    </Screen>
  );
}

/** The switch of the web has another name for the colour of its thumb when it is on. */
function webSwitch(activeThumbColor: string): object {
  return { activeThumbColor };
}

const styles = StyleSheet.create({
  line: { flexDirection: 'row', alignItems: 'center', gap: 16 },
  fill: { flex: 1, gap: 4 },
});
