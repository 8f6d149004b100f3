import type { LocationStatus } from '@live-parking/client';
import { directionsUrl, heightWords, openingWords, type IconName } from '@live-parking/client/driver';
import { Linking, StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import { Icon } from '../parts/icon';
import { Heading, Words } from '../parts/words';

/** Address, hours and height limit, and the way there; nothing where nothing is known. */
export function PlaceFacts({ location, now }: { readonly location: LocationStatus; readonly now: number }) {
  const t = useWords();
  const facts: readonly (readonly [IconName, string | undefined])[] = [
    ['place', location.address],
    ['clock', openingWords(location, now)],
    ['height', heightWords(location)],
  ];
  const known = facts.filter((fact): fact is readonly [IconName, string] => fact[1] !== undefined);
  const url = directionsUrl(location);
  if (known.length === 0 && url === undefined) return null;
  return (
    <Card>
      <Heading level={2}>{t('place.title')}</Heading>
      {known.map(([icon, words]) => (
        <Fact key={icon} icon={icon} words={words} />
      ))}
      {url !== undefined && (
        <Button
          isMain
          isLink
          testID="directions"
          icon="directions"
          words={t('place.directions')}
          onPress={() => void Linking.openURL(url)}
        />
      )}
    </Card>
  );
}

function Fact({ icon, words }: { readonly icon: IconName; readonly words: string }) {
  const { colours } = useLook();
  return (
    <View style={styles.fact}>
      <Icon name={icon} size={20} colour={colours.inkSoft} />
      <Words style={styles.words}>{words}</Words>
    </View>
  );
}

const styles = StyleSheet.create({
  fact: { flexDirection: 'row', gap: 12, alignItems: 'flex-start' },
  words: { flex: 1 },
});
