import { useSyncExternalStore } from 'react';
import type { CameraOptions, CameraSnapshot } from '../cameras/camera-store.ts';
import type { ConnectionSnapshot } from '../connection-store.ts';
import type { LocationsSnapshot } from '../parking/locations-store.ts';
import type { AlarmsSnapshot } from '../operations/alarms-store.ts';
import type { OverviewView } from '../operations/overview-store.ts';
import type { ParkingSnapshot } from '../parking/parking-store.ts';
import type { Store } from '../store.ts';
import { useLiveParking } from './provider.ts';

/** A location, live. */
export function useParking(id: string): ParkingSnapshot {
  return useStore(useLiveParking().parking(id));
}

/** A camera, live. It renders with every picture; `<CameraView>` paints without rendering. */
export function useCamera(id: string, options?: CameraOptions): CameraSnapshot {
  return useStore(useLiveParking().camera(id, options));
}

/** Summaries of all locations, polled. */
export function useLocations(): LocationsSnapshot {
  return useStore(useLiveParking().locations());
}

/** How the client is connected. */
export function useConnection(): ConnectionSnapshot {
  return useStore(useLiveParking().connection);
}

/** All locations of an operator's token, live. */
export function useOverview(): OverviewView {
  return useStore(useLiveParking().overview());
}

/** The alarms of an operator's places, live. */
export function useAlarms(): AlarmsSnapshot {
  return useStore(useLiveParking().alarms());
}

function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}
