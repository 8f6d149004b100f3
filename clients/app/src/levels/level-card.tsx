import { freeSpots, type LevelStatus } from '@live-parking/client';
import { freeNumber, levelNotes, spotTypeWord, staleWords, takenWords, updatedWords } from '@live-parking/client/driver';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Card } from '../parts/card';
import { Chip } from '../parts/chip';
import { Icon } from '../parts/icon';
import { OccupancyBar } from '../parts/occupancy-bar';
import { StatusChip } from '../parts/status-chip';
import { Heading, Words } from '../parts/words';
import { useSettings } from '../settings/settings-provider';

interface LevelCardProps {
  readonly level: LevelStatus;
  readonly isBest: boolean;
  /** The connection is lost: the number may be old. */
  readonly isLost: boolean;
  /** By the gateway's clock, Unix milliseconds. */
  readonly now: number;
  readonly timeZone: string;
}

/** One level: its large number, its status as a word, and what a driver has to know. */
export function LevelCard({ level, isBest, isLost, now, timeZone }: LevelCardProps) {
  const t = useWords();
  const { colours } = useLook();
  const { spotType } = useSettings().settings;
  const { levelId, name, status, spots, trend, stale, byType } = level;
  const types = Object.entries(byType ?? {});
  const ofType = spotType === undefined || status === 'closed' || status === 'unknown' ? undefined : freeSpots(level, spotType);
  return (
    <Card testID={`level-${levelId}`}>
      <View style={styles.top}>
        <Heading level={3} style={styles.name}>
          {name}
        </Heading>
        {isBest && <Chip icon="best" words={t('status.best')} tone="best" />}
      </View>
      <View style={styles.count}>
        <Words kind="number" colour={isLost ? 'inkSoft' : 'ink'} testID={`free-${levelId}`}>
          {freeNumber(status, spots)}
        </Words>
        <Words kind="small" colour="inkSoft">
          {t('spots.freeOf', { total: spots.total })}
        </Words>
      </View>
      <OccupancyBar status={status} spots={spots} />
      <View style={styles.marks}>
        <StatusChip status={status} isLive={!isLost} />
        {ofType !== undefined && (
          <Chip icon={ofType > 0 ? 'open' : 'full'} tone={ofType > 0 ? 'open' : 'full'} words={t('driver.freeOfType', { free: ofType })} />
        )}
        {(trend === 'filling' || trend === 'emptying') && (
          <View style={styles.trend}>
            <Icon name={trend} size={15} colour={colours.inkSoft} />
            <Words kind="small" colour="inkSoft">
              {t(`trend.${trend}`)}
            </Words>
          </View>
        )}
      </View>
      <Words kind="small" colour="inkSoft">
        {[takenWords(level), isLost ? '' : updatedWords(level, now)].filter(Boolean).join(' · ')}
      </Words>
      {/* A single type says nothing that the large number does not. */}
      {types.length > 1 && (
        <Words kind="small" colour="inkSoft">
          {types.map(([type, { available }]) => t('spots.ofType', { type: spotTypeWord(type), free: available })).join(' · ')}
        </Words>
      )}
      {levelNotes(level, now, timeZone).map(note => (
        <Words key={note} kind="small">
          {note}
        </Words>
      ))}
      {stale && (
        <View style={styles.trend}>
          <Icon name="warn" size={16} colour={colours.almost} />
          <Words kind="small" colour="almost" style={styles.name}>
            {staleWords(status)}
          </Words>
        </View>
      )}
    </Card>
  );
}

const styles = StyleSheet.create({
  top: { flexDirection: 'row', alignItems: 'center', gap: 10 },
  name: { flex: 1 },
  count: { flexDirection: 'row', alignItems: 'baseline', gap: 8 },
  marks: { flexDirection: 'row', alignItems: 'center', flexWrap: 'wrap', gap: 10 },
  trend: { flexDirection: 'row', alignItems: 'center', gap: 5 },
});
