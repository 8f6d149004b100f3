import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { writeMessage } from '../support/hub-messages.ts';
import { level, location } from '../support/samples.ts';

async function following() {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({ levels: [level({ occupied: 10, version: 1 })] }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const store = client.parking('garage');
  store.subscribe(() => {});
  await gateway.time.pass(1000);
  const occupied = () => store.getSnapshot().status?.levels[0]?.spots.occupied;
  /** The system killed the connection silently while the app slept. */
  const lose = () => gateway.sessions.forEach(session => gateway.lose(session));
  return { gateway, client, store, occupied, lose, time: gateway.time };
}

describe('an app that wakes', () => {
  for (const seconds of [5, 60, 600])
    it(`has the right number within a second after ${seconds} s, over a connection that was silently lost`, async () => {
      const { gateway, client, store, occupied, lose, time } = await following();
      lose();
      gateway.update(level({ occupied: 42, version: 2 }));
      time.freeze(seconds * 1000);
      client.wake();
      await time.pass(500);
      expect(occupied()).toBe(42);
      expect(store.getSnapshot().link).toBe('live');
      expect(gateway.open('parking').filter(({ socket }) => !socket.isLost)).toHaveLength(1);
    });

  it('notices it without a call, by the time that nothing ran', async () => {
    const { gateway, occupied, store, lose, time } = await following();
    lose();
    gateway.update(level({ occupied: 42, version: 2 }));
    time.freeze(20_000);
    await time.pass(500);
    expect(occupied()).toBe(42);
    expect(store.getSnapshot().link).toBe('live');
  });

  it('notices it although its monotonic clock stood still while it slept', async () => {
    const { client, store, lose, time } = await following();
    lose();
    time.sleep(60_000);
    expect(store.getSnapshot().link).toBe('lost');
    expect(store.getSnapshot().ageMs).toBeGreaterThan(59_000);
    client.wake();
    await time.pass(500);
    expect(store.getSnapshot().link).toBe('live');
  });

  it('never shows the old number as new, from the first moment', async () => {
    const { client, store, lose, time } = await following();
    lose();
    time.freeze(20_000);
    expect(store.getSnapshot().link).toBe('lost');
    expect(store.getSnapshot().ageMs).toBeGreaterThan(19_000);
    client.wake();
    expect(store.getSnapshot().link).toBe('lost');
  });

  it('does not take what lay in a buffer for a sign of life', async () => {
    const { gateway, store, time } = await following();
    // The last that came before the connection was lost is read only now.
    for (const session of gateway.sessions) session.send({ kind: 'ping' });
    time.freeze(11_000);
    gateway.isUp = false;
    const socket = gateway.sessions[0]?.socket;
    await time.pass(5);
    if (socket !== undefined) socket.isLost = true;
    await time.pass(100);
    expect(store.getSnapshot().link).toBe('lost');
    expect(store.getSnapshot().ageMs).toBeGreaterThan(10_000);
  });

  it('keeps a connection that is still there', async () => {
    const { gateway, client, store, time } = await following();
    time.freeze(5000);
    client.wake();
    await time.pass(2000);
    expect(gateway.sessions).toHaveLength(1);
    expect(store.getSnapshot().link).toBe('live');
  });

  it('keeps its connection in a hidden page, whose timers the browser lets run once a minute', async () => {
    const { gateway, store, time } = await following();
    for (let ping = 0; ping < 60; ping += 1) {
      time.freeze(4000);
      gateway.sessions[0]?.socket.onmessage?.({ data: writeMessage({ kind: 'ping' }, 'messagepack') });
      if (ping % 15 === 14) await time.pass(1);
    }
    await time.pass(1000);
    expect(gateway.sessions).toHaveLength(1);
    expect(store.getSnapshot().link).toBe('live');
  });

  it('gives up an attempt that hangs on a network that is gone', async () => {
    const { gateway, client, store, occupied, lose, time } = await following();
    lose();
    gateway.stopPings();
    // A socket to the old network neither opens nor fails.
    gateway.latency = 1e9;
    await time.pass(9000);
    gateway.update(level({ occupied: 42, version: 2 }));
    gateway.latency = 10;
    client.wake();
    await time.pass(1000);
    expect(store.getSnapshot().link).toBe('live');
    expect(occupied()).toBe(42);
  });

  it('tries nothing but rarely while the device has no network, and at once when it has', async () => {
    const { gateway, client, store, time } = await following();
    gateway.kill();
    client.setOnline(false);
    await time.pass(60_000);
    expect(client.connection.getSnapshot().state).toBe('waiting');
    expect(client.connection.getSnapshot().reason).toBe('This device is offline.');
    expect(store.getSnapshot().link).toBe('lost');
    gateway.isUp = true;
    client.setOnline(true);
    await time.pass(200);
    expect(store.getSnapshot().link).toBe('live');
  });
});
