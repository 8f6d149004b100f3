import type { CameraStatus } from '@live-parking/client';
import { Linking, StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Button } from '../parts/button';
import { Heading, Words } from '../parts/words';
import { CameraTile } from './camera-tile';
import type { Notice } from './notice';

interface LiveFootageProps {
  readonly cameras: readonly CameraStatus[];
  readonly notice: Notice | undefined;
}

/** The cameras of a location, and the notice beside their pictures. */
export function LiveFootage({ cameras, notice }: LiveFootageProps) {
  const t = useWords();
  const { text, contact, url } = notice ?? { text: t('footage.notice') };
  return (
    <View style={styles.part}>
      <Heading level={2}>{t('footage.title')}</Heading>
      {cameras.map(camera => (
        <CameraTile key={camera.id} camera={camera} />
      ))}
      <Words kind="small" colour="inkSoft" testID="notice">
        {[text, contact].filter(Boolean).join(' ')}
      </Words>
      {url !== undefined && <Button isLink words={t('footage.more')} onPress={() => void Linking.openURL(url)} />}
    </View>
  );
}

const styles = StyleSheet.create({ part: { gap: 12 } });
