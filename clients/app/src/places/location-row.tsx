import type { LocationSummary } from '@live-parking/client';
import { distanceWords, freeNumber, usableSpots, type ListedLocation } from '@live-parking/client/driver';
import { useParking } from '@live-parking/client/react';
import { useRouter } from 'expo-router';
import { Pressable, StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Chip } from '../parts/chip';
import { OccupancyBar } from '../parts/occupancy-bar';
import { StarButton } from '../parts/star-button';
import { StatusChip } from '../parts/status-chip';
import { Words } from '../parts/words';

interface LocationRowProps {
  readonly item: ListedLocation<LocationSummary>;
  /** Numbers of a lost connection are paler. */
  readonly isLive: boolean;
}

/** One location of the list. Its numbers are followed live while it is on the screen: the list itself comes every 15 s. */
export function LocationRow({ item: { location, distance }, isLive }: LocationRowProps) {
  const t = useWords();
  const router = useRouter();
  const { colours } = useLook();
  const followed = useParking(location.id).status;
  const { id, name, address } = location;
  const status = followed?.status ?? location.status;
  const spots = followed === undefined ? location.spots : usableSpots(followed.levels);
  const free = freeNumber(status, spots);
  const far = distance === undefined ? undefined : distanceWords(distance);
  return (
    <View style={[styles.card, { backgroundColor: colours.card, borderColor: colours.line }]}>
      <Pressable
        role="link"
        onPress={() => router.push({ pathname: '/location/[id]', params: { id } })}
        style={({ pressed }) => [styles.main, { opacity: pressed ? 0.6 : 1 }]}
        testID={`location-${id}`}
      >
        <View style={styles.names}>
          <Words kind="heading">{name}</Words>
          {address !== undefined && (
            <Words kind="small" colour="inkSoft" numberOfLines={1}>
              {address}
            </Words>
          )}
        </View>
        <View style={styles.count}>
          <Words kind="number" colour={isLive ? 'ink' : 'inkSoft'} testID={`free-${id}`}>
            {free}
          </Words>
          <Words kind="small" colour="inkSoft">
            {t('spots.freeOf', { total: spots.total })}
          </Words>
        </View>
        <OccupancyBar status={status} spots={spots} />
        <View style={styles.marks}>
          <StatusChip status={status} isLive={isLive} />
          {far !== undefined && <Chip icon="near" words={far} tone="quiet" />}
          <Words kind="small" colour="inkSoft" style={styles.levels}>
            {t('find.levels', { count: location.levels.total })}
          </Words>
        </View>
      </Pressable>
      <View style={styles.star}>
        <StarButton id={id} name={name} />
      </View>
    </View>
  );
}

const styles = StyleSheet.create({
  card: { borderRadius: 16, borderWidth: StyleSheet.hairlineWidth },
  main: { padding: 16, gap: 8 },
  names: { paddingRight: 44 },
  count: { flexDirection: 'row', alignItems: 'baseline', gap: 6 },
  marks: { flexDirection: 'row', alignItems: 'center', flexWrap: 'wrap', gap: 8, paddingTop: 2 },
  levels: { marginLeft: 'auto' },
  star: { position: 'absolute', top: 6, right: 6 },
});
