import { act, fireEvent, screen } from '@testing-library/react-native';
import { level, location } from '../../typescript/test/support/samples';
import { phone } from './support/fake-location';
import { openApp, textOf } from './support/phone';
import type { FakeGateway } from '../../typescript/test/support/fake-gateway';

const surabaya = { latitude: -7.29, longitude: 112.67 };
const jakarta = { latitude: -6.2, longitude: 106.8 };

/** Two car parks. */
function twoPlaces(gateway: FakeGateway): void {
  gateway.locations.set(
    'garage',
    location({ name: 'Garage', address: 'Jl. Kemang 1, Jakarta', position: jakarta, levels: [level({ occupied: 10 })] }),
  );
  const harbour = level({ locationId: 'harbour', occupied: 97, status: 'almostFull' });
  gateway.locations.set(
    'harbour',
    location({
      id: 'harbour',
      name: 'Harbour',
      status: 'almostFull',
      address: 'Jl. Perak 5, Surabaya',
      position: surabaya,
      levels: [harbour],
    }),
  );
}

const order = () => screen.getAllByTestId(/^location-/).map(({ props }) => (props as { testID: string }).testID);

afterEach(() => {
  phone.isAllowed = true;
  phone.position = undefined;
});

describe('finding a place', () => {
  it('begins with a welcome where no server is known', async () => {
    await openApp({ settings: { server: undefined } });
    expect(screen.getByText('Find a free spot before you drive in')).toBeOnTheScreen();
    fireEvent.press(screen.getByText('Type the address'));
    expect(screen.getByLabelText('Address of the server')).toBeOnTheScreen();
  });

  it('lists the locations with numbers and words, which change live', async () => {
    const { gateway, pass } = await openApp({ prepare: twoPlaces });
    expect(textOf('free-garage')).toBe('90');
    expect(textOf('location-harbour')).toContain('3free of 100Almost full');
    gateway.update(level({ occupied: 11, version: 2 }));
    await pass(250);
    expect(textOf('free-garage')).toBe('89');
  });

  it('searches names and addresses, and says when nothing is found', async () => {
    await openApp({ prepare: twoPlaces });
    fireEvent.changeText(screen.getByLabelText('Search locations by name or address'), 'perak');
    expect(order()).toEqual(['location-harbour']);
    fireEvent.changeText(screen.getByLabelText('Search locations by name or address'), 'zoo');
    expect(screen.getByText('No location matches “zoo”.')).toBeOnTheScreen();
    fireEvent.press(screen.getByLabelText('Clear the search'));
    expect(order()).toEqual(['location-garage', 'location-harbour']);
  });

  it('keeps favourites, first in the list and on a shelf of their own', async () => {
    await openApp({ prepare: twoPlaces });
    fireEvent.press(screen.getByText('Favourites'));
    expect(screen.getByText(/No favourites yet/)).toBeOnTheScreen();
    fireEvent.press(screen.getByText('All'));
    fireEvent.press(screen.getByTestId('star-harbour'));
    expect(order()).toEqual(['location-harbour', 'location-garage']);
    fireEvent.press(screen.getByText('Favourites'));
    expect(order()).toEqual(['location-harbour']);
    expect(screen.getByLabelText('Harbour: A favourite. Take it out')).toBeOnTheScreen();
  });

  it('puts the nearest first after a tap, and the usual order after another', async () => {
    phone.position = surabaya;
    const { pass } = await openApp({ prepare: twoPlaces });
    fireEvent.press(screen.getByTestId('nearest'));
    await pass(250);
    expect(order()).toEqual(['location-harbour', 'location-garage']);
    expect(screen.getByText('Nearest: Harbour, 0 m.')).toBeOnTheScreen();
    fireEvent.press(screen.getByTestId('nearest'));
    expect(order()).toEqual(['location-garage', 'location-harbour']);
  });

  it('says why the nearest is not known', async () => {
    phone.isAllowed = false;
    const { pass } = await openApp({ prepare: twoPlaces });
    fireEvent.press(screen.getByTestId('nearest'));
    await pass(250);
    expect(screen.getByText(/may not know where you are/)).toBeOnTheScreen();
    phone.isAllowed = true;
    fireEvent.press(screen.getByTestId('nearest'));
    await pass(250);
    expect(screen.getByText('Where you are could not be found out.')).toBeOnTheScreen();
  });

  it('says that the server does not answer, offers another, and goes on trying', async () => {
    const { gateway, pass } = await openApp({
      prepare: gateway => {
        twoPlaces(gateway);
        gateway.isUp = false;
      },
    });
    await pass(3000);
    expect(screen.getByText('10.0.0.1:5000 does not answer.')).toBeOnTheScreen();
    gateway.isUp = true;
    fireEvent.press(screen.getByText('Try now'));
    await pass(1500);
    expect(screen.queryByTestId('unreachable')).toBeNull();
    expect(textOf('free-garage')).toBe('90');
    gateway.isUp = false;
    act(() => gateway.kill());
    await pass(3000);
    expect(screen.getByTestId('lost')).toBeOnTheScreen();
    fireEvent.press(screen.getByTestId('settings'));
    expect(screen.getByLabelText('Address of the server').props.value).toBe('10.0.0.1:5000');
  });

  it('says that a server is empty', async () => {
    await openApp({});
    expect(screen.getByText('This server has no locations yet.')).toBeOnTheScreen();
  });
});
