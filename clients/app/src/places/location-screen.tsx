import { bestLevel, type LocationStatus } from '@live-parking/client';
import { ageWords, forDrivers, freeNumber, locationUpdatedWords } from '@live-parking/client/driver';
import { useParking } from '@live-parking/client/react';
import { useRouter } from 'expo-router';
import { StyleSheet, View } from 'react-native';
import { LiveFootage } from '../cameras/live-footage';
import { useLinkHealth } from '../client/use-link-health';
import { useGatewayTime } from '../client/use-tick';
import { useWords } from '../language/language';
import { BestLevel } from '../levels/best-level';
import { LevelCard } from '../levels/level-card';
import { SpotTypeChoice } from '../levels/spot-type-choice';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import { OccupancyBar } from '../parts/occupancy-bar';
import { Screen } from '../parts/screen';
import { StarButton } from '../parts/star-button';
import { StatusChip } from '../parts/status-chip';
import { Heading, Words } from '../parts/words';
import { ConnectionBanner } from '../server/connection-banner';
import { useSettings } from '../settings/settings-provider';
import { SignInBanner } from '../sign-in/sign-in-banner';
import { PlaceFacts } from './place-facts';
import { Skeletons } from './skeletons';

/** One location: what is free, where to go, what its cameras see, and what is good to know. */
export function LocationScreen({ id }: { readonly id: string }) {
  const t = useWords();
  const router = useRouter();
  const { status, link, ageMs, error } = useParking(id);
  const health = useLinkHealth();
  const isUnknown = error?.code === 'unknown-location';
  const title = status?.name ?? (isUnknown ? t('unknown.title') : t('app.name'));
  return (
    <Screen title={title} hasBack actions={status === undefined ? undefined : <StarButton id={id} name={status.name} />}>
      <ConnectionBanner health={link === 'lost' && status !== undefined ? 'lost' : health} wasHeard={status !== undefined} />
      <SignInBanner />
      {isUnknown && status === undefined ? (
        <Card>
          <Words>{t('unknown.why', { id })}</Words>
          <Button isMain isLink words={t('app.toList')} onPress={() => router.replace('/')} />
        </Card>
      ) : status === undefined ? (
        <Skeletons isWaiting={health !== 'lost'} />
      ) : (
        <Known location={forDrivers(status)} heardAgo={link === 'lost' ? ageMs : undefined} />
      )}
    </Screen>
  );
}

/** @param heardAgo How long nothing was heard of it, where it is not current, milliseconds. */
function Known({ location, heardAgo }: { readonly location: LocationStatus; readonly heardAgo: number | undefined }) {
  const t = useWords();
  const now = useGatewayTime();
  const { spotType } = useSettings().settings;
  const { levels, status, spots, cameras, timeZone } = location;
  const best = bestLevel(levels, spotType);
  const isLost = heardAgo !== undefined;
  return (
    <>
      <Card>
        <View style={styles.count}>
          <Words kind="display" colour={isLost ? 'inkSoft' : 'ink'} testID="free">
            {freeNumber(status, spots)}
          </Words>
          <Words colour="inkSoft">{t('spots.freeOf', { total: spots.total })}</Words>
        </View>
        <OccupancyBar status={status} spots={spots} />
        <View style={styles.line}>
          <StatusChip status={status} isLive={!isLost} />
          <Words kind="small" colour="inkSoft" testID="updated">
            {isLost ? t('spots.updated', { age: ageWords(heardAgo) }) : locationUpdatedWords(levels, now)}
          </Words>
        </View>
      </Card>
      <SpotTypeChoice levels={levels} />
      {/* No advice on numbers that may be old. */}
      {!isLost && <BestLevel levels={levels} best={best} />}
      <View style={styles.part}>
        <Heading level={2}>{t('level.title')}</Heading>
        {levels.length === 0 && <Words colour="inkSoft">{t('level.none')}</Words>}
        {levels.map(level => (
          <LevelCard
            key={level.levelId}
            level={level}
            isBest={!isLost && levels.length > 1 && level === best}
            isLost={isLost}
            now={now}
            timeZone={timeZone ?? 'UTC'}
          />
        ))}
      </View>
      {cameras.length > 0 && <LiveFootage location={location} />}
      <PlaceFacts location={location} now={now} />
    </>
  );
}

const styles = StyleSheet.create({
  count: { flexDirection: 'row', alignItems: 'baseline', gap: 8, flexWrap: 'wrap' },
  line: { flexDirection: 'row', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap', gap: 8 },
  part: { gap: 12 },
});
