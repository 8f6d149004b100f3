import { act, fireEvent, screen } from '@testing-library/react-native';
import { AppState } from 'react-native';
import { camera, level, location } from '../../typescript/test/support/samples';
import { networkIs } from './support/fake-netinfo';
import { openApp, textOf } from './support/phone';

/** The phone puts the app in the background, or in front. */
function appIs(state: 'active' | 'background'): void {
  const calls = (AppState.addEventListener as jest.Mock).mock.calls as [string, (state: string) => void][];
  act(() => calls.filter(([event]) => event === 'change').forEach(([, listener]) => listener(state)));
}

beforeEach(() => jest.spyOn(AppState, 'addEventListener').mockClear());

async function watching() {
  const phone = await openApp({
    at: '/location/garage',
    prepare: gateway => {
      gateway.locations.set('garage', location({ levels: [level({ occupied: 10 })], cameras: [camera({ state: 'live' })] }));
      gateway.cameras.set('gate', camera({ state: 'live' }));
    },
  });
  fireEvent.press(screen.getByLabelText('Watch Gate'));
  await phone.pass(500);
  phone.gateway.picture({ sequence: 1, data: new Uint8Array([255, 216, 1]) });
  await phone.pass(750);
  expect(textOf('badge-gate')).toBe('Live');
  return phone;
}

describe('in the background', () => {
  it('nothing is streamed; back in front the number is right within 1 s and the picture fresh within 1.5 s', async () => {
    const { gateway, pass } = await watching();
    appIs('background');
    await pass(1000);
    expect(gateway.open('cameras').flatMap(({ watches }) => [...watches.keys()])).toEqual([]);
    gateway.update(level({ occupied: 55, version: 2 }));
    await pass(60_000);
    appIs('active');
    await pass(1000);
    expect(textOf('free-p1')).toBe('45');
    gateway.picture({ sequence: 2, data: new Uint8Array([255, 216, 2]) });
    await pass(500);
    expect(textOf('badge-gate')).toBe('Live');
  });

  it('another network is noticed at once', async () => {
    const { gateway, pass } = await watching();
    const before = gateway.sessions.length;
    gateway.isUp = false;
    act(() => gateway.kill());
    act(() => networkIs({ type: 'none', isConnected: false }));
    await pass(30_000);
    expect(screen.getByTestId('lost')).toBeOnTheScreen();
    gateway.isUp = true;
    act(() => networkIs({ type: 'cellular', isConnected: true }));
    await pass(1000);
    expect(gateway.sessions.length).toBeGreaterThan(before);
    expect(screen.queryByTestId('lost')).toBeNull();
    networkIs({ type: 'wifi', isConnected: true });
  });
});
