import AsyncStorage from '@react-native-async-storage/async-storage';
import { fireEvent, screen } from '@testing-library/react-native';
import { level, location } from '../../typescript/test/support/samples';
import { permission } from './support/fake-camera';
import { startServer, strangers } from './support/fake-server';
import { address, openApp } from './support/phone';

const stored = async () => JSON.parse((await AsyncStorage.getItem('live-parking.settings')) ?? '{}') as Record<string, unknown>;
const type = (text: string) => fireEvent.changeText(screen.getByLabelText('Address of the server'), text);

/** Another server than that of the settings. */
function otherServer(): void {
  startServer('http://192.168.1.20:5000').locations.set(
    'harbour',
    location({ id: 'harbour', name: 'Harbour', levels: [level({ locationId: 'harbour' })] }),
  );
}

afterEach(() => {
  permission.granted = true;
  permission.canAskAgain = true;
});

describe('the settings', () => {
  it('say what is wrong with an address', async () => {
    const { pass } = await openApp({ at: '/settings' });
    strangers.set('https://news.example', 'foreign');
    for (const [text, words] of [
      ['', 'Type the address that the server’s page has.'],
      ['not an address', /This is not an address/],
      ['http://parking.example', /needs https/],
      ['192.168.1.99:5000', '192.168.1.99:5000 does not answer.'],
      ['news.example', 'Something else than Live Parking answers at news.example.'],
    ] as const) {
      type(text);
      fireEvent.press(screen.getByText('Connect'));
      await pass(250);
      expect(screen.getByText(words)).toBeOnTheScreen();
    }
    expect((await stored())['server']).toBe(address);
  });

  it('take a server that answers, and one that does not when the driver insists', async () => {
    const { pass } = await openApp({ at: '/settings', settings: { server: undefined } });
    otherServer();
    type('192.168.1.99:5000');
    fireEvent.press(screen.getByText('Connect'));
    await pass(250);
    fireEvent.press(screen.getByText('Use it anyway'));
    await pass(1000);
    expect((await stored())['server']).toBe('http://192.168.1.99:5000');
    fireEvent.press(screen.getByTestId('settings'));
    type('192.168.1.20:5000');
    fireEvent.press(screen.getByText('Connect'));
    await pass(1500);
    expect(screen.getByTestId('location-harbour')).toBeOnTheScreen();
    expect((await stored())['server']).toBe('http://192.168.1.20:5000');
  });

  it('change the language, the look and the use of data at once, and keep them', async () => {
    await openApp({ at: '/settings' });
    fireEvent.press(screen.getByText('Bahasa Indonesia'));
    expect(screen.getByText('Pengaturan')).toBeOnTheScreen();
    fireEvent.press(screen.getByText('Gelap'));
    fireEvent(screen.getByLabelText('Hemat data'), 'valueChange', true);
    expect(screen.getByText('Pengaturan')).toHaveStyle({ color: '#eef3f8' });
    expect(await stored()).toMatchObject({ language: 'id', theme: 'dark', dataSaver: true });
  });
});

describe('scanning', () => {
  const sees = (data: string) => fireEvent(screen.getByTestId('finder'), 'barcodeScanned', { data });

  it('takes the page’s address, and opens the location that it shows', async () => {
    const { pass } = await openApp({ at: '/scan', settings: { server: undefined } });
    otherServer();
    sees('http://192.168.1.20:5000/#/harbour');
    await pass(2000);
    expect((await stored())['server']).toBe('http://192.168.1.20:5000');
    expect(screen.getByText('Harbour')).toBeOnTheScreen();
    expect(screen.getByTestId('free')).toBeOnTheScreen();
  });

  it('says that a code holds no address, and goes on looking', async () => {
    await openApp({ at: '/scan' });
    sees('WIFI:S:garage;;');
    expect(screen.getByText('This code holds no address of a server.')).toBeOnTheScreen();
    sees('http://parking.example');
    expect(screen.getByText(/needs https/)).toBeOnTheScreen();
    expect(screen.getByTestId('finder')).toBeOnTheScreen();
  });

  it('asks for the camera, and leads to the phone’s settings where it may not', async () => {
    permission.granted = false;
    await openApp({ at: '/scan' });
    expect(screen.getByText('Allow the camera')).toBeOnTheScreen();
    permission.canAskAgain = false;
    await openApp({ at: '/scan' });
    expect(screen.getByText('Open the phone’s settings')).toBeOnTheScreen();
  });
});
