import type { GeoPosition } from '@live-parking/client';
import * as Location from 'expo-location';
import { useRef, useState } from 'react';

/** Where the reader is: asked for with a tap, and given up with another. */
export type Nearness =
  { readonly kind: 'off' | 'waiting' | 'denied' | 'unknown' } | { readonly kind: 'known'; readonly position: GeoPosition };

/** A position that is older is asked for again, milliseconds; one that is worse is too, metres. */
const lastKnown = { maxAge: 60_000, requiredAccuracy: 1000 };

/** The reader's position, only while it is wanted. It never leaves the phone. */
export function usePosition(): readonly [Nearness, toggle: () => void] {
  const [nearness, setNearness] = useState<Nearness>({ kind: 'off' });
  const round = useRef(0);
  const ask = async (own: number) => {
    const found = await findPosition();
    // The reader has given it up in between.
    if (own === round.current) setNearness(found);
  };
  const toggle = () => {
    round.current += 1;
    if (nearness.kind === 'known' || nearness.kind === 'waiting') {
      setNearness({ kind: 'off' });
      return;
    }
    setNearness({ kind: 'waiting' });
    void ask(round.current);
  };
  return [nearness, toggle];
}

async function findPosition(): Promise<Nearness> {
  const { granted } = await Location.requestForegroundPermissionsAsync();
  if (!granted) return { kind: 'denied' };
  try {
    const found =
      (await Location.getLastKnownPositionAsync(lastKnown)) ??
      (await Location.getCurrentPositionAsync({ accuracy: Location.Accuracy.Balanced }));
    const { latitude, longitude } = found.coords;
    return { kind: 'known', position: { latitude, longitude } };
  } catch {
    // Positioning fails in as many ways as there are phones: switched off, in a basement, without permission after all.
    return { kind: 'unknown' };
  }
}
