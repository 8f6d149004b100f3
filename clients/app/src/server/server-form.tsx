import { useLocalSearchParams, useRouter } from 'expo-router';
import { useEffect, useRef, useState } from 'react';
import { StyleSheet, TextInput, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Banner } from '../parts/banner';
import { Button } from '../parts/button';
import { Words } from '../parts/words';
import { useSettings } from '../settings/settings-provider';
import { checkServer } from './check-server';
import { hostOf } from './host-of';
import { readServerAddress } from './server-address';

type Outcome =
  | { readonly kind: 'none' | 'checking' | 'empty' | 'malformed' }
  | { readonly kind: 'unencrypted'; readonly host: string }
  | { readonly kind: 'silent' | 'foreign'; readonly url: string };

/** Where the address of the server is given, by hand or from a QR code (`?address=`). It is asked before it is taken. */
export function ServerForm() {
  const t = useWords();
  const { colours } = useLook();
  const router = useRouter();
  const { settings, change } = useSettings();
  const { address: scanned } = useLocalSearchParams<{ address?: string }>();
  const [text, setText] = useState(scanned ?? (settings.server === undefined ? '' : hostOf(settings.server)));
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const round = useRef(0);

  const take = (url: string, locationId?: string) => {
    change({ server: url });
    if (router.canDismiss()) router.dismissAll();
    router.replace('/');
    if (locationId !== undefined) router.push({ pathname: '/location/[id]', params: { id: locationId } });
  };

  const connect = async (entered: string) => {
    const own = ++round.current;
    // What stands in the field without a scheme is the server that is used now, when it was not changed.
    const address = readServerAddress(settings.server !== undefined && entered === hostOf(settings.server) ? settings.server : entered);
    if (address.kind !== 'address') {
      setOutcome(address);
      return;
    }
    setOutcome({ kind: 'checking' });
    const answer = await checkServer(address.url);
    // Another address was entered while this one was asked.
    if (own !== round.current) return;
    if (answer === 'there') take(address.url, address.locationId);
    else setOutcome({ kind: answer, url: address.url });
  };

  const connectScanned = useRef(connect);
  useEffect(() => {
    if (scanned !== undefined) void connectScanned.current(scanned);
  }, [scanned]);

  return (
    <View style={styles.form}>
      <TextInput
        aria-label={t('server.label')}
        value={text}
        onChangeText={changed => {
          round.current += 1;
          setText(changed);
          setOutcome({ kind: 'none' });
        }}
        onSubmitEditing={() => void connect(text)}
        placeholder={t('server.example')}
        placeholderTextColor={colours.inkSoft}
        autoCapitalize="none"
        autoCorrect={false}
        autoComplete="off"
        inputMode="url"
        returnKeyType="go"
        style={[styles.input, { color: colours.ink, backgroundColor: colours.card, borderColor: colours.quietBar }]}
      />
      <Fault outcome={outcome} takeAnyway={take} />
      <View style={styles.buttons}>
        <Button
          isMain
          words={t(outcome.kind === 'checking' ? 'server.checking' : 'server.use')}
          disabled={outcome.kind === 'checking'}
          onPress={() => void connect(text)}
        />
        <Button words={t('welcome.scan')} icon="code" onPress={() => router.push('/scan')} />
      </View>
    </View>
  );
}

function Fault({ outcome, takeAnyway }: { readonly outcome: Outcome; readonly takeAnyway: (url: string) => void }) {
  const t = useWords();
  switch (outcome.kind) {
    case 'none':
    case 'checking':
      return null;
    case 'empty':
    case 'malformed':
      return <Banner tone="almost" icon="warn" words={t(`server.${outcome.kind}`)} />;
    case 'unencrypted':
      return <Banner tone="full" icon="warn" words={t('server.unencrypted', { host: outcome.host })} />;
    case 'foreign':
      return <Banner tone="full" icon="warn" words={t('server.foreign', { host: hostOf(outcome.url) })} />;
    case 'silent':
      return (
        <Banner tone="full" icon="warn" words={t('server.unreachable', { host: hostOf(outcome.url) })}>
          <Words kind="small">{t('server.checkAddress')}</Words>
          <Button words={t('server.useAnyway')} onPress={() => takeAnyway(outcome.url)} />
        </Banner>
      );
  }
}

const styles = StyleSheet.create({
  form: { gap: 12 },
  input: { minHeight: 50, borderWidth: 1, borderRadius: 12, paddingHorizontal: 14, fontSize: 16 },
  buttons: { flexDirection: 'row', flexWrap: 'wrap', gap: 10 },
});
