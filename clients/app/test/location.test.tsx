import type { LocationNotice } from '@live-parking/client';
import { act, fireEvent, screen, within } from '@testing-library/react-native';
import { Linking } from 'react-native';
import type { FakeGateway } from '../../typescript/test/support/fake-gateway';
import { camera, level, location } from '../../typescript/test/support/samples';
import { files } from './support/fake-file-system';
import { networkIs } from './support/fake-netinfo';
import { openApp, textOf } from './support/phone';

const spots = (total: number, occupied: number) => ({ total, occupied, available: total - occupied });

/** A car park with three levels and two cameras. */
function carPark(gateway: FakeGateway): void {
  const levels = [
    {
      ...level({ levelId: 'p1', name: 'P1', occupied: 40, heightLimit: 2.1, confidence: 1 }),
      byType: { standard: spots(90, 38), ev: spots(10, 2) },
    },
    {
      ...level({ levelId: 'p2', name: 'P2', occupied: 20, trend: 'filling', confidence: 1 }),
      byType: { standard: spots(94, 16), disabled: spots(6, 4) },
    },
    level({ levelId: 'p3', name: 'P3', status: 'closed', closedReason: 'Flooded' }),
  ];
  const cameras = [camera({ state: 'idle' }), camera({ id: 'exit', name: 'Exit', state: 'idle' })];
  gateway.locations.set(
    'garage',
    location({
      address: 'Jl. Kemang 1, Jakarta',
      openingHours: 'Mo-Fr 06:00-22:00',
      timeZone: 'UTC',
      position: { latitude: -6.2, longitude: 106.8 },
      levels,
      cameras,
    }),
  );
  for (const each of cameras) gateway.cameras.set(each.id, each);
}

function withNotice(gateway: FakeGateway, notice: LocationNotice): void {
  carPark(gateway);
  const garage = gateway.locations.get('garage');
  if (garage !== undefined) gateway.locations.set('garage', { ...garage, notice });
}

const open = (more: Parameters<typeof openApp>[0] = {}) => openApp({ at: '/location/garage', prepare: carPark, ...more });

function jpeg(sequence: number): Uint8Array {
  return new Uint8Array([255, 216, sequence & 255, 255, 217]);
}

afterEach(() => networkIs({ type: 'wifi', isConnected: true }));

describe('a location', () => {
  it('shows its levels with large numbers and words, and what there is to know', async () => {
    await open();
    // A closed level has nothing for a driver.
    expect(textOf('free')).toBe('140');
    expect(textOf('free-p1')).toBe('60');
    expect(textOf('free-p3')).toBe('–');
    expect(textOf('level-p3')).toContain('Closed: Flooded');
    expect(textOf('level-p2')).toContain('filling');
    expect(textOf('level-p1')).toContain('Standard 52 free · EV 8 free');
    expect(screen.getByText('Mon–Fri 06:00–22:00')).toBeOnTheScreen();
    expect(screen.getAllByText('Height limit 2.1 m')).toHaveLength(2);
    expect(screen.getByText('Directions')).toBeOnTheScreen();
    expect(textOf('notice')).toContain('Live Parking records nothing');
  });

  it('shows the notice of its operator beside the pictures, with links to what it names', async () => {
    const openURL = jest.spyOn(Linking, 'openURL').mockResolvedValue(undefined);
    const notice = { text: 'Filmed by Pakuwon.', contact: 'privacy@pakuwon.example', url: 'https://pakuwon.example/privacy' };
    await open({ prepare: gateway => withNotice(gateway, notice) });
    expect(textOf('notice')).toBe('Filmed by Pakuwon.');
    expect(textOf('notice-contact')).toBe('Contact: privacy@pakuwon.example');
    fireEvent.press(screen.getByText('privacy@pakuwon.example'));
    fireEvent.press(screen.getByText('More about these cameras'));
    expect(openURL.mock.calls).toEqual([['mailto:privacy@pakuwon.example'], ['https://pakuwon.example/privacy']]);
  });

  it('makes no link of a name, nor of an address that is no web page', async () => {
    await open({ prepare: gateway => withNotice(gateway, { text: 'Filmed.', contact: 'The porter', url: 'javascript:alert(1)' }) });
    expect(textOf('notice-contact')).toBe('Contact: The porter');
    expect(screen.queryByText('More about these cameras')).toBeNull();
  });

  it('names the level to go to, for the spot that the driver needs', async () => {
    const { pass } = await open();
    expect(textOf('best')).toBe('Go to P280 free there now');
    fireEvent.press(screen.getByText('EV charging'));
    expect(textOf('best')).toBe('Go to P18 free there for you');
    expect(textOf('level-p1')).toContain('8 free for you');
    fireEvent.press(screen.getByText('Disabled'));
    expect(textOf('best')).toBe('Go to P22 free there for you');
    fireEvent.press(screen.getByText('Family'));
    expect(textOf('best')).toBe('This car park does not count Family spots apart.');
    await pass(250);
    expect(screen.getByRole('radio', { name: 'Family', checked: true })).toBeOnTheScreen();
  });

  it('follows changes, and says when its numbers may be old', async () => {
    const { gateway, pass } = await open();
    gateway.update({ ...level({ levelId: 'p1', name: 'P1', occupied: 41, version: 2 }) });
    await pass(250);
    expect(textOf('free-p1')).toBe('59');
    gateway.isUp = false;
    act(() => gateway.kill());
    await pass(4000);
    expect(screen.getByTestId('lost')).toBeOnTheScreen();
    expect(textOf('updated')).toMatch(/updated \d s ago/);
    // No advice on numbers that may be old.
    expect(screen.queryByTestId('best')).toBeNull();
    gateway.isUp = true;
    await pass(4000);
    expect(screen.queryByTestId('lost')).toBeNull();
  });

  it('that is not there is said so, with the way back', async () => {
    const { pass } = await openApp({ at: '/location/zoo', prepare: carPark });
    expect(screen.getByText(/has no location zoo/)).toBeOnTheScreen();
    fireEvent.press(screen.getByText('See all locations'));
    await pass(1000);
    expect(screen.getByTestId('location-garage')).toBeOnTheScreen();
  });

  it('that an address without a server leads to begins with the welcome', async () => {
    await open({ settings: { server: undefined } });
    expect(screen.getByText('Scan the QR code')).toBeOnTheScreen();
  });
});

describe('Live Footage', () => {
  const watches = (gateway: FakeGateway) => gateway.open('cameras')[0]?.watches.size ?? 0;

  it('streams nothing before a tap', async () => {
    const { gateway } = await open();
    expect(textOf('badge-gate')).toBe('Not playing');
    expect(gateway.open('cameras')).toHaveLength(0);
  });

  it('shows the last kept picture, with its age, and no longer when it plays', async () => {
    const { gateway, pass } = await open({
      prepare: gateway => {
        carPark(gateway);
        gateway.keptAges.set('gate', 200_000);
      },
    });
    await pass(1000);
    expect(textOf('badge-gate')).toBe('Picture 3 min ago');
    expect(textOf('badge-exit')).toBe('Not playing');
    expect([...files.keys()]).toEqual([expect.stringMatching(/kept-\d+\.jpg$/)]);
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(500);
    expect(files.size).toBe(0);
    expect(gateway.open('cameras')[0]?.watches.size).toBe(1);
  });

  it('shows each picture through a file, acknowledges it when it is on the screen, and leaves none behind', async () => {
    const { gateway, pass } = await open();
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(500);
    gateway.cameraIs(camera({ state: 'live' }));
    for (let sequence = 1; sequence <= 3; sequence += 1) {
      gateway.picture({ sequence, data: jpeg(sequence) });
      await pass(250);
      const { source, cachePolicy } = screen.getByTestId('image').props as { source: { uri: string }; cachePolicy: string };
      expect(source.uri).toMatch(new RegExp(`^file:///cache/live-parking-pictures/view-\\d+-${sequence}\\.jpg$`));
      expect(cachePolicy).toBe('none');
      expect([...files.keys()]).toContain(source.uri);
      expect(gateway.open('cameras')[0]?.acknowledged).toHaveLength(sequence - 1);
      fireEvent(screen.getByTestId('image'), 'display');
      await pass(50);
      expect(gateway.open('cameras')[0]?.acknowledged).toHaveLength(sequence);
      expect(files.size).toBe(1);
    }
    await pass(500);
    expect(textOf('badge-gate')).toBe('Live');
    expect(screen.getByLabelText('Picture of Gate: Live')).toBeOnTheScreen();
    fireEvent.press(screen.getByLabelText('Stop Gate'));
    await pass(1000);
    expect(files.size).toBe(0);
    expect(watches(gateway)).toBe(0);
    // A view that comes back begins with the picture that is known.
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(250);
    expect(screen.getByTestId('image').props).toMatchObject({ source: { uri: expect.stringMatching(/view-\d+-1\.jpg$/) } });
  });

  it('has a badge that is true: an old picture, a frozen one and a dead camera are not live', async () => {
    const { gateway, pass } = await open();
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(500);
    expect(textOf('badge-gate')).toBe('Starting');
    gateway.cameraIs(camera({ state: 'live' }));
    gateway.picture({ sequence: 1, data: jpeg(1) });
    await pass(750);
    expect(textOf('badge-gate')).toBe('Live');
    await pass(3500);
    expect(textOf('badge-gate')).toBe('Stale');
    gateway.cameraIs(camera({ state: 'frozen' }));
    await pass(750);
    expect(textOf('badge-gate')).toBe('Frozen');
    gateway.cameraIs(camera({ state: 'offline', reason: 'unplugged' }));
    await pass(750);
    expect(textOf('badge-gate')).toBe('Offline');
    expect(textOf('camera-gate')).toContain('The camera sends no pictures');
    gateway.isUp = false;
    act(() => gateway.kill());
    await pass(1500);
    expect(textOf('badge-gate')).toBe('No connection');
  });

  const refusing = (gateway: FakeGateway) => {
    carPark(gateway);
    gateway.refuses = 'unauthorized';
  };

  it('says that a private camera is not public, and offers nothing to tap', async () => {
    const { gateway } = await open({ prepare: refusing });
    expect(textOf('camera-gate')).toContain('This camera is not public.');
    expect(textOf('camera-gate')).not.toContain('update');
    expect(textOf('badge-gate')).toBe('Private');
    expect(within(screen.getByTestId('camera-gate')).queryByRole('button')).toBeNull();
    expect(gateway.open('cameras')).toHaveLength(0);
  });

  it('says so of a camera that is refused after a tap too', async () => {
    const { gateway, pass } = await open();
    gateway.refuses = 'unauthorized';
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(1000);
    expect(textOf('camera-gate')).toContain('This camera is not public.');
    expect(textOf('badge-gate')).toBe('Private');
    expect(within(screen.getByTestId('camera-gate')).queryByRole('button')).toBeNull();
  });

  it('offers a private camera again once it is open', async () => {
    const { gateway, pass } = await open({ prepare: refusing });
    gateway.refuses = undefined;
    await pass(32_000);
    expect(screen.getByLabelText('Watch Gate')).toBeOnTheScreen();
  });

  it.each([
    ['en', 'Private', 'Private since the last update. To open it to everybody, its operator starts the silo with --public-camera gate.'],
    ['id', 'Privat', 'Privat sejak pembaruan terakhir. Untuk membukanya bagi semua orang, operatornya menjalankan silo dengan --public-camera gate.'],
  ] as const)('says how to open a camera that an update made private (%s)', async (language, badge, sentence) => {
    await open({
      settings: { language },
      prepare: gateway => {
        refusing(gateway);
        gateway.locations.set('garage', location({ cameras: [camera({ state: 'idle', becamePrivate: true })] }));
      },
    });
    expect(textOf('badge-gate')).toBe(badge);
    expect(textOf('camera-gate')).toContain(sentence);
    expect(within(screen.getByTestId('camera-gate')).queryByRole('button')).toBeNull();
  });

  it('saves data over a mobile network, and pauses after two minutes', async () => {
    networkIs({ type: 'cellular', isConnected: true });
    const { gateway, pass } = await open();
    fireEvent.press(screen.getByLabelText('Watch Gate'));
    await pass(500);
    expect(gateway.open('cameras')[0]?.watches.get('gate')?.options).toMatchObject({ quality: 'medium', maxFps: 10 });
    expect(textOf('camera-gate')).toContain('Data saver');
    await pass(121_000);
    expect(watches(gateway)).toBe(0);
    expect(textOf('camera-gate')).toContain('Paused to save data. Tap to watch');
  });
});
