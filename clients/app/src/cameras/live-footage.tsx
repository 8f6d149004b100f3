import type { LocationStatus } from '@live-parking/client';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Heading } from '../parts/words';
import { mayWatch } from '../sign-in/may-watch';
import { useSignInShown } from '../sign-in/sign-in-context';
import { CameraNotice } from './camera-notice';
import { CameraTile } from './camera-tile';

/** The cameras of a location, and the notice beside their pictures. */
export function LiveFootage({ location }: { readonly location: LocationStatus }) {
  const t = useWords();
  const { signedIn, round } = useSignInShown();
  const isAllowed = mayWatch(signedIn?.claims, location);
  return (
    <View style={styles.part}>
      <Heading level={2}>{t('footage.title')}</Heading>
      {/* Whoever signs in or out begins anew: what one person was refused, or saw, is not for the next. */}
      {location.cameras.map(camera => (
        <CameraTile key={`${camera.id} ${round}`} camera={camera} isAllowed={isAllowed} />
      ))}
      <CameraNotice notice={location.notice} />
    </View>
  );
}

const styles = StyleSheet.create({ part: { gap: 12 } });
