import AsyncStorage from '@react-native-async-storage/async-storage';
import { act, screen } from '@testing-library/react-native';
import { renderRouter } from 'expo-router/testing-library';
import type { FakeGateway } from '../../../typescript/test/support/fake-gateway';
import type { Settings } from '../../src/settings/settings';
import { files } from './fake-file-system';
import { authorities, servers, startServer, strangers } from './fake-server';

export const address = 'http://10.0.0.1:5000';

/** A phone with the app, and a server. */
export interface Phone {
  readonly gateway: FakeGateway;
  /** Lets time pass, for the app and for its server. */
  pass(milliseconds: number): Promise<void>;
}

/** Opens the app on a phone that has been set up for a server. */
export async function openApp({
  at = '/',
  settings = {},
  prepare,
}: {
  at?: string;
  settings?: Partial<Settings>;
  prepare?: (gateway: FakeGateway) => void;
}): Promise<Phone> {
  servers.clear();
  strangers.clear();
  authorities.clear();
  files.clear();
  const gateway = startServer(address);
  jest.setSystemTime(gateway.time.now);
  prepare?.(gateway);
  await AsyncStorage.clear();
  await AsyncStorage.setItem('live-parking.settings', JSON.stringify({ server: address, ...settings }));
  renderRouter('./src/app', { initialUrl: at });
  const pass = async (milliseconds: number) => {
    // The app's clock and those of the servers go on in turns, in finer ones where it is about moments.
    const turn = milliseconds > 5000 ? 2000 : 250;
    for (let left = milliseconds; left > 0; left -= turn) {
      const step = Math.min(turn, left);
      await act(async () => {
        for (const server of servers.values()) await server.time.pass(step);
        await jest.advanceTimersByTimeAsync(step);
      });
    }
  };
  await pass(1000);
  return { gateway, pass };
}

/** The text of an element, with that of its children. */
export function textOf(testID: string): string {
  const words = (node: unknown): string =>
    typeof node === 'string'
      ? node
      : Array.isArray(node)
        ? node.map(words).join('')
        : words((node as { children?: unknown } | null)?.children ?? '');
  return words(screen.getByTestId(testID));
}
