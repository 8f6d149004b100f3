import type { IconName } from '@live-parking/client/driver';
import { StyleSheet, View } from 'react-native';
import { useLook } from '../look/look';
import type { Palette } from '../look/palette';
import { Icon } from './icon';
import { Words } from './words';

/** The colours of a chip: words and ground. */
export type Tone = 'open' | 'almost' | 'full' | 'quiet' | 'best';

export function toneColours(tone: Tone, colours: Palette): { readonly words: string; readonly ground: string } {
  switch (tone) {
    case 'open':
      return { words: colours.open, ground: colours.openGround };
    case 'almost':
      return { words: colours.almost, ground: colours.almostGround };
    case 'full':
      return { words: colours.full, ground: colours.fullGround };
    case 'best':
      return { words: colours.signInk, ground: colours.sign };
    case 'quiet':
      return { words: colours.quiet, ground: colours.quietGround };
  }
}

/** One or two words with an icon: never by colour alone. */
export function Chip({
  icon,
  words,
  tone,
  testID,
}: {
  readonly icon: IconName;
  readonly words: string;
  readonly tone: Tone;
  readonly testID?: string;
}) {
  const shown = toneColours(tone, useLook().colours);
  return (
    <View style={[styles.chip, { backgroundColor: shown.ground }]} testID={testID}>
      <Icon name={icon} size={15} colour={shown.words} />
      <Words kind="small" style={[styles.words, { color: shown.words }]}>
        {words}
      </Words>
    </View>
  );
}

const styles = StyleSheet.create({
  chip: {
    flexDirection: 'row',
    alignItems: 'center',
    alignSelf: 'flex-start',
    gap: 5,
    paddingVertical: 3,
    paddingLeft: 8,
    paddingRight: 10,
    borderRadius: 20,
  },
  words: { fontWeight: '600' },
});
