/* What a phone has and Node has not. */
jest.mock('@react-native-async-storage/async-storage', () => require('@react-native-async-storage/async-storage/jest/async-storage-mock'));
jest.mock('@react-native-community/netinfo', () => require('./fake-netinfo'));
jest.mock('expo-file-system', () => require('./fake-file-system'));
jest.mock('expo-image', () => require('./fake-image'));
jest.mock('expo-camera', () => require('./fake-camera'));
jest.mock('expo-location', () => require('./fake-location'));
jest.mock('expo-crypto', () => require('./fake-crypto'));
jest.mock('expo-secure-store', () => require('./fake-secure-store'));
jest.mock('expo-web-browser', () => require('./fake-web-browser'));
jest.mock('expo-localization', () => ({ useLocales: () => [{ languageTag: 'en-GB' }] }));
jest.mock('../../src/client/make-client', () => ({
  makeClient: (url: string, token?: unknown) => require('./fake-server').makeClient(url, token),
}));
jest.mock('../../src/server/check-server', () => ({ checkServer: (url: string) => require('./fake-server').checkServer(url) }));
