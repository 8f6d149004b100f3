import { freeSpots, type LevelStatus } from '@live-parking/client';
import { spotTypeWord } from '@live-parking/client/driver';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Banner } from '../parts/banner';
import { Icon } from '../parts/icon';
import { Words } from '../parts/words';
import { useSettings } from '../settings/settings-provider';

interface BestLevelProps {
  readonly levels: readonly LevelStatus[];
  readonly best: LevelStatus | undefined;
}

/** The level to go to now, for the spot that the driver needs. */
export function BestLevel({ levels, best }: BestLevelProps) {
  const t = useWords();
  const { colours } = useLook();
  const { spotType } = useSettings().settings;
  // One level needs no advice.
  if (levels.length === 0 || (levels.length === 1 && spotType === undefined)) return null;
  if (best === undefined) {
    const isCounted = spotType === undefined || levels.some(level => level.byType?.[spotType] !== undefined);
    return (
      <Banner
        tone="quiet"
        icon="unknown"
        words={isCounted ? t('best.none') : t('best.notCounted', { type: spotTypeWord(spotType) })}
        testID="best"
      />
    );
  }
  const free = freeSpots(best, spotType) ?? 0;
  return (
    <View accessible style={[styles.best, { backgroundColor: colours.sign }]} testID="best">
      <Icon name="best" size={26} colour={colours.signInk} />
      <View style={styles.words}>
        <Words kind="heading" style={{ color: colours.signInk }}>
          {t('best.title', { level: best.name })}
        </Words>
        <Words style={{ color: colours.signInk }}>{t(spotType === undefined ? 'best.free' : 'best.freeForYou', { free })}</Words>
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  best: { flexDirection: 'row', alignItems: 'center', gap: 14, borderRadius: 16, padding: 16 },
  words: { flex: 1 },
});
