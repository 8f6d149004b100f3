import { CameraView, useCameraPermissions } from 'expo-camera';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Linking, StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Banner } from '../parts/banner';
import { Button } from '../parts/button';
import { Screen } from '../parts/screen';
import { Words } from '../parts/words';
import { readServerAddress } from '../server/server-address';

/** Reads the address of a server from a QR code, such as `./run --lan` prints. */
export default function Scan() {
  const t = useWords();
  const router = useRouter();
  const { colours } = useLook();
  const [permission, ask] = useCameraPermissions();
  const [fault, setFault] = useState<string>();
  const [isFound, setFound] = useState(false);

  const scanned = ({ data }: { readonly data: string }) => {
    // The camera reports a code many times a second.
    if (isFound) return;
    const address = readServerAddress(data);
    if (address.kind === 'address') {
      setFound(true);
      router.replace({ pathname: '/settings', params: { address: data } });
    } else setFault(address.kind === 'unencrypted' ? t('server.unencrypted', { host: address.host }) : t('scan.foreign'));
  };

  return (
    <Screen title={t('scan.title')} hasBack>
      {permission?.granted === true ? (
        <>
          <View style={[styles.finder, { borderColor: colours.line }]}>
            <CameraView
              style={styles.camera}
              facing="back"
              barcodeScannerSettings={{ barcodeTypes: ['qr'] }}
              onBarcodeScanned={isFound ? undefined : scanned}
            />
          </View>
          {fault === undefined ? <Words colour="inkSoft">{t('scan.hint')}</Words> : <Banner tone="almost" icon="warn" words={fault} />}
        </>
      ) : permission !== null && !permission.canAskAgain ? (
        <>
          <Banner tone="almost" icon="locked" words={t('scan.denied')} />
          <Button words={t('scan.openSettings')} onPress={() => void Linking.openSettings()} />
        </>
      ) : (
        <>
          <Words>{t('scan.ask')}</Words>
          <Button isMain words={t('scan.allow')} icon="code" onPress={() => void ask()} />
        </>
      )}
      <Button words={t('welcome.type')} onPress={() => router.replace('/settings')} />
    </Screen>
  );
}

const styles = StyleSheet.create({
  finder: { aspectRatio: 1, borderRadius: 20, borderWidth: 1, overflow: 'hidden' },
  camera: { flex: 1 },
});
