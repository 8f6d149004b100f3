import { maybeCompleteAuthSession } from 'expo-web-browser';
import { Platform } from 'react-native';

/** In a browser the authority sends its user back to this app in the window of the dialog: hands its address to the window that opened it. */
export function completeDialog(): void {
  if (Platform.OS !== 'web' || (window.opener ?? null) === null) return;
  try {
    maybeCompleteAuthSession();
  } catch {
    // Some other page opened this window, or the browser forbids storage: there is no dialog.
  }
}
