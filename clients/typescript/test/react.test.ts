// @vitest-environment happy-dom
import { act, createElement, StrictMode, useState, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveParkingClient } from '../src/live-parking-client.ts';
import { CameraView, LiveParkingProvider, useCamera, useConnection, useKeptPicture, useLocations, useParking } from '../src/react/index.ts';
import { FakeGateway } from './support/fake-gateway.ts';
import { camera, level, location } from './support/samples.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

let root: Root | undefined;
const unmount = () => act(async () => root?.unmount());
afterEach(unmount);
afterEach(() => void vi.useRealTimers());

/** Renders a component in strict mode, which mounts everything twice. */
async function render(component: () => ReactElement) {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({ levels: [level({ occupied: 10, version: 1 })] }));
  gateway.cameras.set('gate', camera({ state: 'live' }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const place = document.createElement('div');
  root = createRoot(place);
  await act(async () => root?.render(createElement(StrictMode, null, createElement(LiveParkingProvider, { client }, createElement(component)))));
  return { gateway, place, pass: (milliseconds: number) => act(() => gateway.time.pass(milliseconds)) };
}

describe('React', () => {
  it('useParking shows the numbers, and that they may be old, and ends with the component', async () => {
    const { gateway, place, pass } = await render(() => {
      const { status, link, ageMs } = useParking('garage');
      const age = Number.isFinite(ageMs) ? Math.floor(ageMs / 1000) : '?';
      return createElement('p', null, `${status?.levels[0]?.spots.occupied ?? '-'} ${link} ${age}`);
    });
    expect(place.textContent).toBe('- loading ?');
    await pass(200);
    expect(place.textContent).toBe('10 live 0');
    gateway.update(level({ occupied: 11, version: 2 }));
    await pass(100);
    expect(place.textContent).toBe('11 live 0');
    await pass(2200);
    expect(place.textContent).toBe('11 live 2');
    gateway.kill();
    await pass(50);
    expect(place.textContent).toContain('11 lost');
    gateway.isUp = true;
    await pass(1000);
    expect(place.textContent).toContain('11 live');
    expect(gateway.sessions).toHaveLength(2);
    await unmount();
    await pass(5000);
    expect(gateway.open('parking')).toHaveLength(0);
  });

  it('useCamera has the newest picture, useConnection and useLocations what there is', async () => {
    const { gateway, place, pass } = await render(() => {
      const { picture, frame } = useCamera('gate', { quality: 'low' });
      const { state } = useConnection();
      const { locations } = useLocations();
      return createElement('p', null, `${picture} ${frame?.sequence ?? '-'} ${state} ${locations.length}`);
    });
    expect(place.textContent).toBe('loading - connecting 0');
    await pass(300);
    gateway.picture({ sequence: 7 });
    await pass(50);
    expect(place.textContent).toBe('live 7 connected 1');
    expect(gateway.sessions.filter(({ hub }) => hub === 'cameras')).toHaveLength(1);
  });

  it('CameraView says what its picture is, and ends the watch with it', async () => {
    const { gateway, place, pass } = await render(() => createElement(CameraView, { cameraId: 'gate', options: { maxFps: 5 }, className: 'wide' }));
    const canvas = place.querySelector('canvas');
    expect(canvas?.className).toBe('wide');
    expect(canvas?.getAttribute('data-picture')).toBe('loading');
    await pass(300);
    expect(gateway.open('cameras')[0]?.watches.get('gate')?.options.maxFps).toBe(5);
    gateway.cameraIs(camera({ state: 'offline' }));
    await pass(50);
    expect(canvas?.getAttribute('data-picture')).toBe('offline');
    await unmount();
    await pass(1000);
    expect(gateway.open('cameras')[0]?.watches.size).toBe(0);
  });

  it('useKeptPicture says whether the viewer is refused, and asks a refused camera again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { gateway, place, pass } = await render(() => {
      const [isRefused, setRefused] = useState<boolean>();
      const kept = useKeptPicture('gate', 'medium', setRefused);
      return createElement('p', null, `${isRefused} ${kept === undefined ? '-' : 'shown'}`);
    });
    gateway.refuses = 'unauthorized';
    gateway.keptAges.set('gate', 5000);
    expect(place.textContent).toBe('undefined -');
    await pass(200);
    expect(place.textContent).toBe('true -');
    gateway.refuses = undefined;
    // An answer that does not come changes nothing.
    gateway.isUp = false;
    act(() => void vi.advanceTimersByTime(30_000));
    await pass(200);
    expect(place.textContent).toBe('true -');
    gateway.isUp = true;
    const asked = gateway.requests.length;
    act(() => void vi.advanceTimersByTime(29_000));
    await pass(200);
    expect(gateway.requests).toHaveLength(asked);
    act(() => void vi.advanceTimersByTime(1000));
    await pass(200);
    expect(place.textContent).toBe('false shown');
    act(() => void vi.advanceTimersByTime(60_000));
    await pass(200);
    expect(gateway.requests).toHaveLength(asked + 1);
  });

  it('useKeptPicture takes a gateway that is away for no refusal', async () => {
    const { gateway, place, pass } = await render(() => {
      const [isRefused, setRefused] = useState<boolean>();
      useKeptPicture('gate', 'medium', setRefused);
      return createElement('p', null, String(isRefused));
    });
    gateway.isUp = false;
    await pass(200);
    expect(place.textContent).toBe('undefined');
  });

  it('says what is missing without a provider', () => {
    const Bare = () => createElement('p', null, useConnection().state);
    root = createRoot(document.createElement('div'));
    expect(() => act(() => root?.render(createElement(Bare)))).toThrow('LiveParkingProvider');
  });
});
