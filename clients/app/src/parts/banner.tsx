import type { IconName } from '@live-parking/client/driver';
import type { ReactNode } from 'react';
import { StyleSheet, View } from 'react-native';
import { useLook } from '../look/look';
import { toneColours, type Tone } from './chip';
import { Icon } from './icon';
import { Words } from './words';

interface BannerProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly words: string;
  /** What more there is to say, and to do about it. */
  readonly children?: ReactNode;
  readonly testID?: string;
}

/** Says what is not as it should be. It is read out when it appears. */
export function Banner({ tone, icon, words, children, testID }: BannerProps) {
  const shown = toneColours(tone, useLook().colours);
  return (
    <View role="status" aria-live="polite" style={[styles.banner, { backgroundColor: shown.ground }]} testID={testID}>
      <View style={styles.line}>
        <Icon name={icon} size={20} colour={shown.words} />
        <Words kind="strong" style={[styles.words, { color: shown.words }]}>
          {words}
        </Words>
      </View>
      {children}
    </View>
  );
}

const styles = StyleSheet.create({
  banner: { borderRadius: 14, padding: 14, gap: 12 },
  line: { flexDirection: 'row', gap: 10, alignItems: 'flex-start' },
  words: { flex: 1 },
});
