import { followAppState, followNetInfo, type LiveParkingClient } from '@live-parking/client';
import NetInfo from '@react-native-community/netinfo';
import { AppState, Platform } from 'react-native';

/**
 * Reports to a client when the app goes to the background and comes back, and when the phone's network goes and comes: in the background nothing
 * is streamed. Call the returned function to end it.
 */
export function followDevice(client: LiveParkingClient): () => void {
  // In a browser the client observes these by itself.
  if (Platform.OS === 'web') return () => {};
  const ends = [followAppState(client, AppState), followNetInfo(client, NetInfo)];
  return () => ends.forEach(end => end());
}
