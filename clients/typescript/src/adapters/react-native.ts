import type { DeviceSignals } from './browser.ts';

/** The used part of React Native's `AppState`. */
export interface AppStateLike {
  readonly currentState: string | null;
  addEventListener(type: 'change', listener: (state: string) => void): { remove(): void };
}

/** The used part of NetInfo's reports (`@react-native-community/netinfo`). */
export interface NetInfoStateLike {
  readonly isConnected: boolean | null;
  readonly type?: string;
}

/** The used part of NetInfo. */
export interface NetInfoLike {
  addEventListener(listener: (state: NetInfoStateLike) => void): () => void;
}

/** Reports to a client when the app goes to the background and comes back. Call the returned function to end it. */
export function followAppState(client: DeviceSignals, appState: AppStateLike): () => void {
  const report = (state: string | null) => client.setVisible(state !== 'background');
  report(appState.currentState);
  const subscription = appState.addEventListener('change', report);
  return () => subscription.remove();
}

/** Reports to a client when the phone's network goes, comes and changes. Call the returned function to end it. */
export function followNetInfo(client: DeviceSignals, netInfo: NetInfoLike): () => void {
  let type: string | undefined;
  return netInfo.addEventListener(state => {
    const isChanged = type !== undefined && state.type !== type;
    type = state.type;
    client.setOnline(state.isConnected !== false);
    if (isChanged && state.isConnected !== false) client.wake();
  });
}
