import { describe, expect, it } from 'vitest';
import type { CameraOptions, CameraStore } from '../../src/cameras/camera-store.ts';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { camera } from '../support/samples.ts';
import { tokenUntil } from '../support/tokens.ts';

function watching(options: CameraOptions = {}, protocol: 'messagepack' | 'json' = 'messagepack') {
  const gateway = new FakeGateway();
  gateway.cameras.set('gate', camera({ state: 'live' }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, protocol });
  return { gateway, client, time: gateway.time, store: client.camera('gate', options) };
}

/** Gives a picture every 40 ms. */
async function stream(gateway: FakeGateway, from: number, count: number): Promise<void> {
  for (let sequence = from; sequence < from + count; sequence += 1) {
    gateway.picture({ sequence });
    await gateway.time.pass(40);
  }
}

const picture = (store: CameraStore) => store.getSnapshot().picture;

describe('the camera store', () => {
  it('begins idle, loads, and is live with its pictures, which it acknowledges', async () => {
    const { gateway, time, store } = watching({ maxFps: 12 });
    expect(picture(store)).toBe('idle');
    store.subscribe(() => {});
    expect(picture(store)).toBe('loading');
    await time.pass(200);
    expect(store.getSnapshot().camera?.state).toBe('live');
    expect(gateway.sessions[0]?.watches.get('gate')?.options).toEqual({ quality: 'auto', acks: true, maxFps: 12 });
    await stream(gateway, 1, 50);
    const snapshot = store.getSnapshot();
    expect(snapshot.picture).toBe('live');
    expect(snapshot.link).toBe('live');
    expect(snapshot.frame?.sequence).toBe(50);
    expect(snapshot.frame?.data instanceof Uint8Array).toBe(true);
    expect([...(snapshot.frame?.data ?? [])]).toEqual([255, 216, 50, 255, 217]);
    expect(Math.round(snapshot.fps)).toBe(25);
    expect(snapshot.rung).toBe('low');
    expect(snapshot.ageMs).toBeLessThan(100);
    expect(store.getSnapshot()).toBe(snapshot);
    expect(gateway.sessions[0]?.acknowledged.map(({ sequence }) => sequence).slice(-1)).toEqual([50]);
  });

  it('gives bytes over JSON too', async () => {
    const { gateway, time, store } = watching({}, 'json');
    store.subscribe(() => {});
    await time.pass(200);
    await stream(gateway, 1, 2);
    expect([...(store.getSnapshot().frame?.data ?? [])]).toEqual([255, 216, 2, 255, 217]);
  });

  it('is late when the newest picture is over three seconds old, and reports its age once a second', async () => {
    const { gateway, time, store } = watching();
    store.subscribe(() => {});
    await time.pass(200);
    await stream(gateway, 1, 3);
    const reported: string[] = [];
    store.subscribe(() => reported.push(`${picture(store)} ${Math.floor(store.getSnapshot().ageMs / 1000)}`));
    await time.pass(5000);
    expect(reported).toEqual(['live 1', 'live 2', 'late 3', 'late 4', 'late 5']);
    expect(store.getSnapshot().frame?.sequence).toBe(3);
  });

  it('is late, not live, when the gateway holds old pictures and clocks differ by minutes', async () => {
    const { gateway, time, store } = watching();
    gateway.clockAhead = 180_000;
    store.subscribe(() => {});
    // The client learns the gateway's clock by itself.
    await time.pass(500);
    await stream(gateway, 1, 3);
    expect(picture(store)).toBe('live');
    expect(store.getSnapshot().ageMs).toBeLessThan(1100);
    gateway.picture({ sequence: 4, capturedAt: gateway.now - 20_000 });
    await time.pass(50);
    expect(picture(store)).toBe('late');
    expect(store.getSnapshot().ageMs).toBeGreaterThan(18_000);
  });

  it('does not call pictures old because the phone is ahead of the gateway', async () => {
    const { gateway, time, store } = watching();
    gateway.clockAhead = -180_000;
    store.subscribe(() => {});
    await time.pass(500);
    await stream(gateway, 1, 3);
    expect(picture(store)).toBe('live');
  });

  it('is frozen or offline when the camera is, and says why', async () => {
    const { gateway, time, store } = watching();
    store.subscribe(() => {});
    await time.pass(200);
    await stream(gateway, 1, 3);
    gateway.cameraIs(camera({ state: 'frozen' }));
    await time.pass(50);
    expect(picture(store)).toBe('frozen');
    gateway.cameraIs(camera({ state: 'offline', reason: 'It does not answer.' }));
    await time.pass(50);
    expect(picture(store)).toBe('offline');
    expect(store.getSnapshot().camera?.reason).toBe('It does not answer.');
    gateway.cameraIs(camera({ state: 'live' }));
    await stream(gateway, 4, 2);
    expect(picture(store)).toBe('live');
  });

  it('is refused where this viewer may not watch, and asks again with another token', async () => {
    const { gateway, client, time, store } = watching();
    gateway.refuses = 'forbidden';
    store.subscribe(() => {});
    await time.pass(5000);
    expect(picture(store)).toBe('refused');
    expect(store.getSnapshot().error?.code).toBe('forbidden');
    expect(gateway.sessions[0]?.calls.filter(call => call === 'WatchCamera')).toHaveLength(1);
    gateway.refuses = undefined;
    client.setOnline(false);
    gateway.kill();
    gateway.isUp = true;
    client.setOnline(true);
    await time.pass(500);
    await stream(gateway, 1, 1);
    expect(picture(store)).toBe('live');
  });

  it('asks again over the same connection after a while: the camera may have become public', async () => {
    const { gateway, time, store } = watching();
    gateway.refuses = 'forbidden';
    store.subscribe(() => {});
    await time.pass(20_000);
    const calls = () => gateway.sessions[0]?.calls.filter(call => call === 'WatchCamera').length;
    expect(calls()).toBe(1);
    gateway.refuses = undefined;
    await time.pass(20_000);
    expect(calls()).toBe(2);
    expect(picture(store)).toBe('refused');
    await stream(gateway, 1, 1);
    expect(picture(store)).toBe('live');
    expect(store.getSnapshot().error).toBeUndefined();
    expect(gateway.sessions).toHaveLength(1);
  });

  it('tries again what failed otherwise', async () => {
    const { gateway, time, store } = watching();
    gateway.refuses = 'unavailable';
    store.subscribe(() => {});
    await time.pass(200);
    expect(picture(store)).toBe('offline');
    expect(store.getSnapshot().error?.message).toBe('It is so.');
    gateway.refuses = undefined;
    await time.pass(3000);
    await stream(gateway, 1, 1);
    expect(picture(store)).toBe('live');
    expect(store.getSnapshot().error).toBeUndefined();
  });

  it('acknowledges a picture when it has been painted, and paints the newest', async () => {
    const { gateway, time, store } = watching();
    const painted: number[] = [];
    const done: (() => void)[] = [];
    store.paint(frame => {
      painted.push(frame.sequence);
      return new Promise(resolve => done.push(resolve));
    });
    store.subscribe(() => {});
    await time.pass(200);
    await stream(gateway, 1, 5);
    expect(painted).toEqual([1]);
    expect(gateway.sessions[0]?.acknowledged).toEqual([]);
    done[0]?.();
    await time.pass(50);
    expect(painted).toEqual([1, 5]);
    expect(gateway.sessions[0]?.acknowledged).toEqual([{ camera: 'gate', sequence: 1 }]);
  });

  it('watches nothing while the app is hidden, and goes on where it was', async () => {
    const { gateway, client, time, store } = watching();
    store.subscribe(() => {});
    await time.pass(200);
    await stream(gateway, 1, 3);
    client.setVisible(false);
    await time.pass(100);
    expect(picture(store)).toBe('idle');
    expect(gateway.open('cameras')[0]?.watches.size).toBe(0);
    client.setVisible(true);
    await time.pass(200);
    expect(gateway.open('cameras')[0]?.watches.get('gate')?.options.startRung).toBe('low');
    await stream(gateway, 4, 1);
    expect(picture(store)).toBe('live');
  });

  it('ends the watch when nobody is subscribed, and closes the connection', async () => {
    const { gateway, time, store } = watching();
    const off = store.subscribe(() => {});
    await time.pass(200);
    off();
    await time.pass(500);
    expect(gateway.open('cameras')[0]?.watches.size).toBe(0);
    await time.pass(3000);
    expect(gateway.open('cameras')).toHaveLength(0);
  });

  it('a location’s id names its first camera', async () => {
    const { gateway, client, time } = watching();
    gateway.cameras.set('garage', camera({ id: 'gate', locationId: 'garage' }));
    const store = client.camera('garage');
    store.subscribe(() => {});
    await time.pass(200);
    expect(store.getSnapshot().camera?.id).toBe('gate');
  });

  it('watches one camera with two qualities at the same time', async () => {
    const { gateway, client, time, store } = watching({ quality: 'low' });
    const large = client.camera('gate', { quality: 'high' });
    expect(large === store).toBe(false);
    expect(client.camera('gate', { quality: 'high' })).toBe(large);
    store.subscribe(() => {});
    large.subscribe(() => {});
    await time.pass(300);
    await stream(gateway, 1, 2);
    expect(picture(store)).toBe('live');
    expect(picture(large)).toBe('live');
    expect(gateway.open('cameras').map(session => session.watches.get('gate')?.options.quality)).toEqual(['low', 'high']);
  });

  it('moves to another connection when its own already watches the camera by another name', async () => {
    const { gateway, time, store } = watching();
    store.subscribe(() => {});
    await time.pass(200);
    // The gateway knows that this connection watches it; for the client it is another camera.
    gateway.sessions[0]?.watches.set('gate', { id: 'x', options: {} });
    gateway.refuses = 'already-watching';
    gateway.sessions[0]?.socket.cut();
    await time.pass(1500);
    gateway.refuses = undefined;
    await time.pass(5000);
    await stream(gateway, 1, 1);
    expect(picture(store)).toBe('live');
  });

  it('goes on without a pause when a new token takes over, on the rung that it had', async () => {
    const gateway = new FakeGateway();
    const { time } = gateway;
    let token = tokenUntil(time.now + 3_600_000, 'first');
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, token: () => token });
    gateway.cameras.set('gate', camera({ state: 'live' }));
    const store = client.camera('gate');
    const gaps: number[] = [];
    const sequences: number[] = [];
    let last: number | undefined;
    store.subscribe(() => {
      const { frame } = store.getSnapshot();
      if (frame === undefined || frame.sequence === sequences[sequences.length - 1]) return;
      if (last !== undefined) gaps.push(time.monotonic - last);
      last = time.monotonic;
      sequences.push(frame.sequence);
    });
    await time.pass(200);
    for (let sequence = 1; sequence <= 20; sequence += 1) {
      gateway.picture({ sequence, rung: 'high' });
      await time.pass(40);
    }
    token = tokenUntil(time.now + 7_200_000, 'second');
    void client.renewToken();
    for (let sequence = 21; sequence <= 60; sequence += 1) {
      gateway.picture({ sequence, rung: 'high' });
      await time.pass(40);
    }
    expect(Math.max(...gaps)).toBeLessThan(100);
    expect(sequences).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const [first, second] = gateway.sessions;
    expect(second?.watches.get('gate')?.options.startRung).toBe('high');
    expect(first?.closedAt ?? Infinity).toBeLessThan(time.monotonic);
    expect(gateway.open('cameras')).toHaveLength(1);
    expect(second?.acknowledged.slice(-1)).toEqual([{ camera: 'gate', sequence: 60 }]);
  });

  it('ends the old watch only when the new one has its second picture: its first was shown already', async () => {
    const gateway = new FakeGateway();
    const { time } = gateway;
    let token = tokenUntil(time.now + 3_600_000, 'first');
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, token: () => token });
    gateway.cameras.set('gate', camera({ state: 'live' }));
    const store = client.camera('gate');
    store.subscribe(() => {});
    await time.pass(200);
    gateway.picture({ sequence: 1 });
    await time.pass(40);
    token = tokenUntil(time.now + 7_200_000, 'second');
    void client.renewToken();
    await time.pass(200);
    const [first, second] = gateway.sessions;
    gateway.picture({ sequence: 1 });
    await time.pass(100);
    expect(second?.watches.has('gate')).toBe(true);
    expect(first?.watches.has('gate')).toBe(true);
    gateway.picture({ sequence: 2 });
    await time.pass(100);
    expect(first?.closedAt === undefined).toBe(false);
    expect(store.getSnapshot().frame?.sequence).toBe(2);
  });

  it('takes over with the first picture from a watch that gives none', async () => {
    const gateway = new FakeGateway();
    const { time } = gateway;
    let token = tokenUntil(time.now + 3_600_000, 'first');
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, token: () => token });
    gateway.cameras.set('gate', camera({ state: 'live' }));
    client.camera('gate').subscribe(() => {});
    await time.pass(200);
    token = tokenUntil(time.now + 7_200_000, 'second');
    void client.renewToken();
    await time.pass(200);
    gateway.picture({ sequence: 1 });
    await time.pass(100);
    expect(gateway.sessions[0]?.closedAt === undefined).toBe(false);
    expect(gateway.open('cameras')).toHaveLength(1);
  });
});
