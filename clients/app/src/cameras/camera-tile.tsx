import type { CameraStatus } from '@live-parking/client';
import {
  becamePrivateWords,
  describeCamera,
  isDataDear,
  pictureWords,
  playsAfterTouch,
  videoOptions,
  watchState,
  type CameraDisplay,
  type WatchState,
} from '@live-parking/client/driver';
import { CameraView, useKeptPicture, useLiveParking } from '@live-parking/client/react';
import { useNetInfo } from '@react-native-community/netinfo';
import { useIsFocused } from 'expo-router';
import { useEffect, useState } from 'react';
import { Image, Pressable, StyleSheet, View } from 'react-native';
import { useTick } from '../client/use-tick';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { IconButton } from '../parts/button';
import { Card } from '../parts/card';
import { Chip, type Tone } from '../parts/chip';
import { Icon } from '../parts/icon';
import { Heading, Words } from '../parts/words';
import { useSettings } from '../settings/settings-provider';

const tones: Readonly<Record<CameraDisplay['tone'], Tone>> = { live: 'open', wait: 'quiet', warn: 'almost', off: 'full', locked: 'quiet' };

/** How often the badge is brought up to date, milliseconds. */
const tick = 500;

interface CameraTileProps {
  readonly camera: CameraStatus;
  /** Whoever is signed in may watch it, private or not, as far as the token says. The gateway decides. */
  readonly isAllowed: boolean;
}

/** One camera. It plays after a tap, while its screen is the one that is seen; the badge says what its picture is. */
export function CameraTile({ camera, isAllowed }: CameraTileProps) {
  const t = useWords();
  const { colours } = useLook();
  const client = useLiveParking();
  const isFocused = useIsFocused();
  const { settings } = useSettings();
  const network = useNetInfo();
  const isDear = settings.dataSaver || isDataDear(network);
  const [isWanted, setWanted] = useState(false);
  const [isPaused, setPaused] = useState(false);
  const [isForbidden, setForbidden] = useState(false);
  const now = useTick(tick);

  useEffect(() => {
    if (!isWanted || !isDear) return undefined;
    const timer = setTimeout(() => {
      setWanted(false);
      setPaused(true);
    }, playsAfterTouch);
    return () => clearTimeout(timer);
  }, [isWanted, isDear]);

  const isWatched = isWanted && isFocused;
  const options = videoOptions(false, isDear);
  const { picture, link, error, frame, ageMs, fps, camera: watched } = client.camera(camera.id, options).getSnapshot();
  const kept = useKeptPicture(isWatched ? undefined : camera.id, 'medium', setForbidden);
  // What became private is not for visitors.
  const isClosed = !isWatched && !isAllowed && (isForbidden || camera.becamePrivate === true);
  const watch: WatchState = isClosed ? { kind: 'refused', message: '' } : watchState(isWatched, { picture, link, error });
  const liveAge = frame === undefined ? undefined : ageMs;
  const keptAge = kept === undefined ? undefined : Math.max(0, now - kept.takenAt);
  const age = isWatched ? liveAge : keptAge;
  const display = describeCamera({
    status: isWatched ? (watched ?? camera) : camera,
    watch,
    age,
    isOperator: false,
    isPaused,
    isTokenExpired: false,
  });
  const isRefused = watch.kind === 'refused';
  const becamePrivate = becamePrivateWords(camera);
  const word = isRefused ? t('footage.privateShort') : display.word;
  const message = isRefused ? t('footage.private') : display.message;

  return (
    <Card style={styles.card} testID={`camera-${camera.id}`}>
      <View style={styles.stage}>
        {kept !== undefined && <Image source={{ uri: kept.uri }} resizeMode="contain" aria-hidden style={styles.picture} />}
        {isWatched && (
          <CameraView
            cameraId={camera.id}
            options={options}
            role="img"
            aria-label={t('footage.picture', { camera: camera.name, state: word })}
            style={{ ...styles.picture, objectFit: 'contain' }}
          />
        )}
        {display.cover !== 'none' && (
          <View aria-hidden pointerEvents="none" style={[styles.cover, display.cover === 'grey' && styles.grey]} />
        )}
        {!isWatched && !isRefused && (
          <Pressable
            role="button"
            aria-label={t('footage.watch', { camera: camera.name })}
            onPress={() => {
              setWanted(true);
              setPaused(false);
            }}
            style={({ pressed }) => [styles.play, { opacity: pressed ? 0.7 : 1 }]}
          >
            <View style={styles.playSign}>
              <Icon name="play" size={30} colour="#101a26" />
            </View>
          </Pressable>
        )}
        {message !== undefined && (
          <View pointerEvents="none" style={styles.message}>
            <Words kind="small" style={styles.messageWords}>
              {message}
            </Words>
          </View>
        )}
        <View pointerEvents="none" style={styles.badge} aria-live="polite">
          <Chip icon={display.tone} tone={tones[display.tone]} words={word} testID={`badge-${camera.id}`} />
        </View>
      </View>
      <View style={styles.foot}>
        <View style={styles.names}>
          <Heading level={3} kind="strong">
            {camera.name}
          </Heading>
          {display.tone === 'live' && frame !== undefined && age !== undefined && (
            <Words kind="small" colour="inkSoft" numberOfLines={1}>
              {pictureWords({ age, fps, shownAge: undefined, size: `${frame.width}×${frame.height}` })}
            </Words>
          )}
        </View>
        {isDear && <Chip icon="saver" tone="quiet" words={t('camera.dataSaver')} />}
        {isWatched && !isRefused && (
          <IconButton
            icon="stop"
            label={t('footage.stop', { camera: camera.name })}
            colour={colours.inkSoft}
            onPress={() => setWanted(false)}
          />
        )}
      </View>
      {becamePrivate !== undefined && (
        <Words kind="small" colour="inkSoft" style={styles.becamePrivate}>
          {becamePrivate}
        </Words>
      )}
    </Card>
  );
}

const styles = StyleSheet.create({
  card: { padding: 0, gap: 0, overflow: 'hidden' },
  stage: { aspectRatio: 16 / 9, backgroundColor: '#0b1118' },
  picture: { position: 'absolute', top: 0, left: 0, width: '100%', height: '100%' },
  cover: { ...StyleSheet.absoluteFill, backgroundColor: 'rgba(11, 17, 24, 0.45)' },
  grey: { backgroundColor: 'rgba(40, 46, 54, 0.72)' },
  play: { ...StyleSheet.absoluteFill, alignItems: 'center', justifyContent: 'center' },
  playSign: {
    width: 64,
    height: 64,
    borderRadius: 32,
    backgroundColor: '#ffffff',
    alignItems: 'center',
    justifyContent: 'center',
    paddingLeft: 4,
  },
  message: { position: 'absolute', left: 0, right: 0, bottom: 0, padding: 12, backgroundColor: 'rgba(11, 17, 24, 0.72)' },
  messageWords: { color: '#ffffff' },
  badge: { position: 'absolute', top: 10, left: 10 },
  foot: { flexDirection: 'row', alignItems: 'center', gap: 8, minHeight: 60, paddingLeft: 16, paddingRight: 6 },
  names: { flex: 1, paddingVertical: 8 },
  becamePrivate: { paddingHorizontal: 16, paddingBottom: 14 },
});
