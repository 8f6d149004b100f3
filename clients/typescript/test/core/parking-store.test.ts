import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { level, location } from '../support/samples.ts';

/** A gateway with the garage, of which a level has 10 cars, and a client of it. */
function garage(options: { token?: string } = {}) {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({ levels: [level({ occupied: 10, version: 1 })] }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, ...options });
  return { gateway, client, time: gateway.time, store: client.parking('garage') };
}

const occupied = (store: ReturnType<typeof garage>['store']) => store.getSnapshot().status?.levels[0]?.spots.occupied;

describe('the parking store', () => {
  it('begins with nothing, has the snapshot, then every change, and stays the same object between them', async () => {
    const { gateway, time, store } = garage();
    const seen: (number | undefined)[] = [];
    expect(store.getSnapshot().link).toBe('loading');
    expect(store.getSnapshot().ageMs).toBe(Infinity);
    const off = store.subscribe(() => seen.push(occupied(store)));
    await time.pass(100);
    expect(store.getSnapshot().link).toBe('live');
    expect(occupied(store)).toBe(10);
    const before = store.getSnapshot();
    gateway.update(level({ occupied: 11, version: 2 }));
    await time.pass(5);
    expect(store.getSnapshot()).toBe(before);
    await time.pass(20);
    expect(store.getSnapshot() === before).toBe(false);
    expect(occupied(store)).toBe(11);
    expect(seen[seen.length - 1]).toBe(11);
    off();
  });

  it('drops what is not newer', async () => {
    const { gateway, time, store } = garage();
    store.subscribe(() => {});
    await time.pass(100);
    gateway.update(level({ occupied: 50, version: 9 }));
    gateway.update(level({ occupied: 3, version: 8 }));
    await time.pass(100);
    expect(occupied(store)).toBe(50);
  });

  it('is live and young while the gateway pings, although no number changes', async () => {
    const { time, store } = garage();
    let calls = 0;
    store.subscribe(() => (calls += 1));
    await time.pass(60_000);
    expect(store.getSnapshot().link).toBe('live');
    expect(store.getSnapshot().ageMs).toBeLessThan(4100);
    // Every second in which what is shown is over a second old, of which there are three between two pings.
    expect(calls).toBeGreaterThan(40);
    expect(calls).toBeLessThan(60);
  });

  it('reports its age once a second and is lost six seconds after the gateway was heard last', async () => {
    const { gateway, time, store } = garage();
    store.subscribe(() => {});
    await time.pass(100);
    const heard = time.monotonic - store.getSnapshot().ageMs;
    gateway.stopPings();
    for (const session of gateway.sessions) gateway.lose(session);
    const changes: string[] = [];
    store.subscribe(() => changes.push(`${store.getSnapshot().link} ${Math.floor(store.getSnapshot().ageMs / 1000)}`));
    // No other connection can be made either.
    gateway.isUp = false;
    await time.pass(heard + 5900 - time.monotonic);
    expect(store.getSnapshot().link).toBe('live');
    await time.pass(200);
    expect(store.getSnapshot().link).toBe('lost');
    expect(occupied(store)).toBe(10);
    expect(changes.slice(0, 6)).toEqual(['live 1', 'live 2', 'live 3', 'live 4', 'live 5', 'lost 6']);
  });

  it('is lost at once when the link closes, keeps the number, and is right again after it', async () => {
    const { gateway, time, store } = garage();
    const links: string[] = [];
    store.subscribe(() => links.push(store.getSnapshot().link));
    await time.pass(100);
    gateway.kill();
    await time.pass(1);
    expect(store.getSnapshot().link).toBe('lost');
    expect(occupied(store)).toBe(10);
    // The age counts from when the gateway was heard last, not from the loss.
    expect(store.getSnapshot().ageMs).toBeGreaterThan(30);
    expect(store.getSnapshot().ageMs).toBeLessThan(150);
    gateway.update(level({ occupied: 30, version: 5 }));
    gateway.isUp = true;
    await time.pass(700);
    expect(store.getSnapshot().link).toBe('live');
    expect(occupied(store)).toBe(30);
  });

  it('does not show an old number as live while the gateway is there and cannot answer', async () => {
    const { gateway, time, store } = garage();
    store.subscribe(() => {});
    await time.pass(100);
    gateway.kill();
    await time.pass(3_600_000);
    gateway.hasCluster = false;
    gateway.isUp = true;
    await time.pass(60_000);
    expect(gateway.open('parking').length > 0).toBe(true);
    expect(store.getSnapshot().link === 'live').toBe(false);
    expect(occupied(store)).toBe(10);
    expect(store.getSnapshot().ageMs).toBeGreaterThan(3_600_000);
    gateway.hasCluster = true;
    await time.pass(30_000);
    expect(store.getSnapshot().link).toBe('live');
    expect(store.getSnapshot().ageMs).toBeLessThan(5000);
  });

  it('is lost, not loading, when the very first attempt fails', async () => {
    const { gateway, time, store } = garage();
    gateway.isUp = false;
    store.subscribe(() => {});
    await time.pass(100);
    expect(store.getSnapshot().link).toBe('lost');
    expect(store.getSnapshot().status).toBeUndefined();
  });

  it('reports what the gateway refuses, and has the location once it is made', async () => {
    const { gateway, client, time } = garage();
    const store = client.parking('deck');
    store.subscribe(() => {});
    await time.pass(200);
    expect(store.getSnapshot().error?.code).toBe('unknown-location');
    expect(store.getSnapshot().error?.message).toBe('It is so.');
    expect(store.getSnapshot().link).toBe('live');
    gateway.locations.set('deck', location({ id: 'deck' }));
    await time.pass(2000);
    expect(store.getSnapshot().error).toBeUndefined();
    expect(store.getSnapshot().status?.id).toBe('deck');
  });

  it('asks for a location anew on demand, and forgets one that is gone', async () => {
    const { gateway, time, store } = garage();
    store.subscribe(() => {});
    await time.pass(200);
    gateway.locations.delete('garage');
    store.reload();
    await time.pass(200);
    expect(store.getSnapshot().error?.code).toBe('unknown-location');
    expect(store.getSnapshot().status).toBeUndefined();
  });

  it('works while somebody is subscribed: then the location is left, and the connection closed', async () => {
    const { gateway, client, time, store } = garage();
    expect(client.parking('garage')).toBe(store);
    await time.pass(1000);
    expect(gateway.sessions).toHaveLength(0);
    const one = store.subscribe(() => {});
    const other = store.subscribe(() => {});
    await time.pass(100);
    one();
    await time.pass(1000);
    expect(gateway.open('parking')[0]?.followed.has('garage')).toBe(true);
    other();
    await time.pass(500);
    expect(gateway.open('parking')[0]?.followed.has('garage')).toBe(false);
    await time.pass(3000);
    expect(gateway.open('parking')).toHaveLength(0);
    expect(client.connection.getSnapshot().state).toBe('connecting');
  });

  it('asks nothing again when a subscriber leaves and comes back at once', async () => {
    const { gateway, time, store } = garage();
    store.subscribe(() => {})();
    store.subscribe(() => {});
    await time.pass(200);
    store.subscribe(() => {})();
    await time.pass(1000);
    expect(gateway.sessions).toHaveLength(1);
    expect(gateway.sessions[0]?.calls).toEqual(['SubscribeToParking']);
  });

  it('counts the age of a number that was left behind from then on', async () => {
    const { gateway, client, time, store } = garage();
    gateway.locations.set('deck', location({ id: 'deck' }));
    client.parking('deck').subscribe(() => {});
    const off = store.subscribe(() => {});
    await time.pass(200);
    off();
    await time.pass(30_000);
    expect(store.getSnapshot().link).toBe('loading');
    expect(store.getSnapshot().ageMs).toBeGreaterThan(25_000);
    store.subscribe(() => {});
    expect(store.getSnapshot().ageMs).toBeGreaterThan(25_000);
    await time.pass(100);
    expect(store.getSnapshot().link).toBe('live');
    expect(store.getSnapshot().ageMs).toBeLessThan(100);
  });

  it('connects no more once the client is closed', async () => {
    const { gateway, client, time, store } = garage();
    store.subscribe(() => {});
    await time.pass(100);
    await client.close();
    store.subscribe(() => {});
    await time.pass(10_000);
    expect(gateway.sessions).toHaveLength(1);
  });

  it('reads the same over JSON', async () => {
    const { gateway, time } = garage();
    const client = new LiveParkingClient({ url: 'ws://gateway/', protocol: 'json', environment: gateway.environment });
    const store = client.parking('garage');
    store.subscribe(() => {});
    await time.pass(100);
    expect(occupied(store)).toBe(10);
    expect(gateway.sessions[0]?.protocol).toBe('json');
  });
});
