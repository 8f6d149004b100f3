import { Pressable, StyleSheet } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Icon } from '../parts/icon';
import { Words } from '../parts/words';
import type { Nearness } from './use-position';

/** Puts the nearest first, or no longer. */
export function NearestButton({ nearness, toggle }: { readonly nearness: Nearness; readonly toggle: () => void }) {
  const t = useWords();
  const { colours } = useLook();
  const isOn = nearness.kind === 'known' || nearness.kind === 'waiting';
  const ink = isOn ? colours.signInk : colours.ink;
  return (
    <Pressable
      role="button"
      aria-label={t(nearness.kind === 'known' ? 'list.nearestOff' : nearness.kind === 'waiting' ? 'list.nearestWaiting' : 'list.nearest')}
      aria-busy={nearness.kind === 'waiting'}
      onPress={toggle}
      style={({ pressed }) => [
        styles.button,
        {
          backgroundColor: isOn ? colours.sign : colours.card,
          borderColor: isOn ? colours.sign : colours.quietBar,
          opacity: pressed ? 0.7 : 1,
        },
      ]}
      testID="nearest"
    >
      <Icon name="near" size={20} colour={ink} />
      <Words kind="strong" style={{ color: ink }}>
        {t('list.nearest')}
      </Words>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  button: { minHeight: 50, flexDirection: 'row', alignItems: 'center', gap: 7, paddingHorizontal: 14, borderWidth: 1, borderRadius: 14 },
});
