import type { LevelStatus } from '@live-parking/client';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Choices } from '../parts/choices';
import { Words } from '../parts/words';
import { spotTypes, type SpotType } from '../settings/settings';
import { useSettings } from '../settings/settings-provider';

/** Which spot the driver needs. Not shown where no level counts such spots, unless the driver has said so elsewhere. */
export function SpotTypeChoice({ levels }: { readonly levels: readonly LevelStatus[] }) {
  const t = useWords();
  const { settings, change } = useSettings();
  const isCounted = levels.some(level => spotTypes.some(type => level.byType?.[type] !== undefined));
  if (!isCounted && settings.spotType === undefined) return null;
  return (
    <View style={styles.choice}>
      <Words kind="strong">{t('driver.title')}</Words>
      <Choices<SpotType | undefined>
        label={t('driver.title')}
        chosen={settings.spotType}
        choose={spotType => change({ spotType })}
        choices={[{ value: undefined, words: t('driver.any') }, ...spotTypes.map(value => ({ value, words: t(`driver.${value}`) }))]}
      />
    </View>
  );
}

const styles = StyleSheet.create({ choice: { gap: 8 } });
