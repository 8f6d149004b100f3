import { createElement, StrictMode, type ReactElement } from 'react';
import { act, create, type ReactTestRenderer } from 'react-test-renderer';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../src/live-parking-client.ts';
import { LiveParkingProvider, useCamera, useConnection, useLocations, useParking } from '../src/react/index.ts';
import { FakeGateway } from './support/fake-gateway.ts';
import { camera, level, location } from './support/samples.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let shown: ReactTestRenderer | undefined;
afterEach(() => act(() => shown?.unmount()));

/** Renders a component in strict mode, which mounts everything twice. */
async function render(component: () => ReactElement) {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({ levels: [level({ occupied: 10, version: 1 })] }));
  gateway.cameras.set('gate', camera({ state: 'live' }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const tree = createElement(StrictMode, null, createElement(LiveParkingProvider, { client }, createElement(component)));
  await act(async () => {
    shown = create(tree);
  });
  const pass = (milliseconds: number) => act(() => gateway.time.pass(milliseconds));
  const text = () => JSON.stringify(shown?.toJSON());
  return { gateway, client, pass, text };
}

describe('the React hooks', () => {
  it('useParking shows the numbers, and that they may be old, and ends with the component', async () => {
    const { gateway, pass, text } = await render(() => {
      const { status, link, ageMs } = useParking('garage');
      const age = Number.isFinite(ageMs) ? Math.floor(ageMs / 1000) : '?';
      return createElement('p', null, `${status?.levels[0]?.spots.occupied ?? '-'} ${link} ${age}`);
    });
    expect(text()).toContain('- loading ?');
    await pass(200);
    expect(text()).toContain('10 live 0');
    gateway.update(level({ occupied: 11, version: 2 }));
    await pass(100);
    expect(text()).toContain('11 live 0');
    await pass(2200);
    expect(text()).toContain('11 live 2');
    gateway.kill();
    await pass(50);
    expect(text()).toContain('11 lost');
    gateway.isUp = true;
    await pass(1000);
    expect(text()).toContain('live');
    expect(gateway.sessions).toHaveLength(2);
    await act(() => shown?.unmount());
    await pass(5000);
    expect(gateway.open('parking')).toHaveLength(0);
  });

  it('useCamera has the newest picture, useConnection and useLocations what there is', async () => {
    const { gateway, pass, text } = await render(() => {
      const { picture, frame } = useCamera('gate', { quality: 'low' });
      const { state } = useConnection();
      const { locations } = useLocations();
      return createElement('p', null, `${picture} ${frame?.sequence ?? '-'} ${state} ${locations.length}`);
    });
    expect(text()).toContain('loading - connecting 0');
    await pass(300);
    gateway.picture({ sequence: 7 });
    await pass(50);
    expect(text()).toContain('live 7 connected 1');
    expect(gateway.sessions.filter(({ hub }) => hub === 'cameras')).toHaveLength(1);
  });

  it('say what is missing without a provider', () => {
    const component = () => createElement('p', null, useConnection().state);
    expect(() => act(() => void create(createElement(component)))).toThrow('LiveParkingProvider');
  });
});
