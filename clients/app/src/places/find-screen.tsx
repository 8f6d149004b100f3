import type { LocationSummary } from '@live-parking/client';
import { distanceWords, listInOrder } from '@live-parking/client/driver';
import { useLocations } from '@live-parking/client/react';
import { useState } from 'react';
import { FlatList, StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { useLinkHealth } from '../client/use-link-health';
import { useWords } from '../language/language';
import { Banner } from '../parts/banner';
import { Card } from '../parts/card';
import { Choices } from '../parts/choices';
import { Screen, widest } from '../parts/screen';
import { Words } from '../parts/words';
import { ConnectionBanner } from '../server/connection-banner';
import { SettingsButton } from '../settings/settings-button';
import { useFavourites } from '../settings/settings-provider';
import { SignInBanner } from '../sign-in/sign-in-banner';
import { LocationRow } from './location-row';
import { NearestButton } from './nearest-button';
import { SearchField } from './search-field';
import { Skeletons } from './skeletons';
import { usePosition } from './use-position';

type Shelf = 'all' | 'favourites';

/** Where to park: search, the nearest, favourites. */
export function FindScreen() {
  const t = useWords();
  const insets = useSafeAreaInsets();
  const { locations, complete, ageMs } = useLocations();
  const health = useLinkHealth();
  const favourites = useFavourites();
  const [search, setSearch] = useState('');
  const [shelf, setShelf] = useState<Shelf>('all');
  const [nearness, toggleNearness] = usePosition();
  const wasHeard = Number.isFinite(ageMs);
  const position = nearness.kind === 'known' ? nearness.position : undefined;
  const offered = shelf === 'all' ? locations : locations.filter(({ id }) => favourites.ids.has(id));
  const listed = listInOrder<LocationSummary>(offered, { search, position, favourites: favourites.ids });
  const nearest = listed[0];

  const emptyWords = (): string | undefined => {
    if (!wasHeard || (!complete && locations.length === 0)) return undefined;
    if (locations.length === 0) return t('find.empty');
    if (shelf === 'favourites' && search === '') return t('find.noFavourites');
    return t('list.none', { text: search });
  };
  const empty = emptyWords();

  const tools = (
    <>
      <View style={styles.line}>
        <SearchField text={search} change={setSearch} />
        <NearestButton nearness={nearness} toggle={toggleNearness} />
      </View>
      {(nearness.kind === 'denied' || nearness.kind === 'unknown') && (
        <Banner tone="almost" icon="near" words={t(nearness.kind === 'denied' ? 'find.denied' : 'list.nearestUnknown')} />
      )}
      {position !== undefined && nearest?.distance !== undefined && (
        <Words kind="small" colour="inkSoft" aria-live="polite">
          {t('list.nearestFound', { location: nearest.location.name, distance: distanceWords(nearest.distance) })}
        </Words>
      )}
      <Choices<Shelf>
        label={t('list.title')}
        chosen={shelf}
        choose={setShelf}
        choices={[
          { value: 'all', words: t('find.all') },
          { value: 'favourites', words: t('find.favourites') },
        ]}
      />
    </>
  );

  return (
    <Screen title={t('app.name')} actions={<SettingsButton />} isList>
      <FlatList
        data={listed}
        keyExtractor={({ location }) => location.id}
        renderItem={({ item }) => <LocationRow item={item} isLive={health === 'live'} />}
        keyboardShouldPersistTaps="handled"
        contentContainerStyle={[
          styles.list,
          { paddingLeft: Math.max(16, insets.left), paddingRight: Math.max(16, insets.right), paddingBottom: insets.bottom + 32 },
        ]}
        ListHeaderComponent={
          <View style={styles.tools}>
            <ConnectionBanner health={health} wasHeard={wasHeard} />
            <SignInBanner />
            {(wasHeard || health !== 'lost') && tools}
          </View>
        }
        ListEmptyComponent={
          empty === undefined ? (
            <Skeletons isWaiting={health !== 'lost'} />
          ) : (
            <Card>
              <Words colour="inkSoft">{empty}</Words>
            </Card>
          )
        }
      />
    </Screen>
  );
}

const styles = StyleSheet.create({
  list: { gap: 12, paddingTop: 6, width: '100%', maxWidth: widest, alignSelf: 'center' },
  tools: { gap: 12 },
  line: { flexDirection: 'row', gap: 10, alignItems: 'center' },
});
