import type { CameraStatus, LocationNotice } from '@live-parking/client';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Heading } from '../parts/words';
import { CameraNotice } from './camera-notice';
import { CameraTile } from './camera-tile';

interface LiveFootageProps {
  readonly cameras: readonly CameraStatus[];
  readonly notice: LocationNotice | undefined;
}

/** The cameras of a location, and the notice beside their pictures. */
export function LiveFootage({ cameras, notice }: LiveFootageProps) {
  const t = useWords();
  return (
    <View style={styles.part}>
      <Heading level={2}>{t('footage.title')}</Heading>
      {cameras.map(camera => (
        <CameraTile key={camera.id} camera={camera} />
      ))}
      <CameraNotice notice={notice} />
    </View>
  );
}

const styles = StyleSheet.create({ part: { gap: 12 } });
