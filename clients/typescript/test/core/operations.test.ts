import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import type { Alarm, LocationSummary, OverviewChange } from '../../src/wire.ts';
import { FakeGateway } from '../support/fake-gateway.ts';

const none = { total: 0, full: 0, closed: 0, stale: 0, unknown: 0, live: 0, frozen: 0, offline: 0 };
const totals = { locations: 2, spots: spots(0), levels: none, cameras: none, alarms: { high: 0, medium: 0, low: 0 } };

function spots(occupied: number) {
  return { total: 100, occupied, available: 100 - occupied };
}

function summary(id: string, more: Partial<LocationSummary> = {}): LocationSummary {
  return { id, name: id, status: 'open', spots: spots(0), levels: none, cameras: none, version: 1, updatedAt: '2026-12-01T08:00:00Z', ...more };
}

function change(version: number, more: Partial<OverviewChange> = {}): OverviewChange {
  return { changed: [], removed: [], asOf: '2026-12-01T08:00:01Z', version, ...more };
}

function alarm(id: string, version: number, more: Partial<Alarm> = {}): Alarm {
  const since = '2026-12-01T08:00:00Z';
  return { id, kind: 'cameraOffline', rank: 'medium', cause: 'It is dark.', count: 1, since, lastAt: since, state: 'active', version, ...more };
}

/** A gateway with an overview of two sites at version 7, and a client of it. */
function desk() {
  const gateway = new FakeGateway();
  let version = 7;
  let locations = [summary('b', { address: 'Jalan 1' }), summary('a')];
  let alarms: readonly Alarm[] = [alarm('a~1', 1)];
  gateway.operate = method => {
    if (method === 'SubscribeToOverview') return { locations, totals, asOf: '2026-12-01T08:00:00Z', version };
    if (method === 'SubscribeToAlarms') return alarms;
    return undefined;
  };
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const send = (event: string, value: unknown) => gateway.open('operations').forEach(session => session.send({ kind: 'event', event, value }));
  return {
    gateway,
    client,
    time: gateway.time,
    change: (value: OverviewChange) => send('OverviewChanged', value),
    alarm: (value: Alarm) => send('AlarmChanged', value),
    now: (more: { version?: number; locations?: LocationSummary[]; alarms?: readonly Alarm[] }) => {
      version = more.version ?? version;
      locations = more.locations ?? locations;
      alarms = more.alarms ?? alarms;
    },
    calls: (method: string) => gateway.sessions.flatMap(session => session.calls).filter(call => call === method).length,
  };
}

describe('the overview', () => {
  it('begins with nothing, has the snapshot by id, then what differs', async () => {
    const { client, time, change: send } = desk();
    const store = client.overview();
    expect(store.getSnapshot().link).toBe('loading');
    store.subscribe(() => {});
    await time.pass(100);
    const before = store.getSnapshot();
    expect(before.link).toBe('live');
    expect(before.locations.map(({ id }) => id)).toEqual(['a', 'b']);

    send(change(8, { changed: [{ id: 'b', spots: spots(40), address: null }], totals: { ...totals, spots: spots(40) } }));
    await time.pass(100);

    const { locations, totals: sums } = store.getSnapshot();
    expect(locations[0]).toBe(before.locations[0]);
    expect(locations[1]).toEqual({ ...summary('b'), spots: spots(40) });
    expect(sums?.spots.occupied).toBe(40);
    expect('address' in (locations[1] ?? {})).toBe(false);
  });

  it('takes sites that come and go', async () => {
    const { client, time, change: send } = desk();
    const store = client.overview();
    store.subscribe(() => {});
    await time.pass(100);
    send(change(8, { removed: ['a'], changed: [summary('c')] }));
    await time.pass(100);
    expect(store.getSnapshot().locations.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('subscribes again when a change is missing', async () => {
    const { client, time, change: send, now, calls } = desk();
    const store = client.overview();
    store.subscribe(() => {});
    await time.pass(100);
    now({ version: 12, locations: [summary('a', { spots: spots(99) })] });
    send(change(10, { changed: [{ id: 'a', spots: spots(5) }] }));
    await time.pass(100);
    expect(calls('SubscribeToOverview')).toBe(2);
    expect(store.getSnapshot().locations[0]?.spots.occupied).toBe(99);
    send(change(12, { changed: [{ id: 'a', spots: spots(1) }] }));
    send(change(13, { changed: [{ id: 'a', spots: spots(98) }] }));
    await time.pass(100);
    expect(store.getSnapshot().locations[0]?.spots.occupied).toBe(98);
    expect(calls('SubscribeToOverview')).toBe(2);
  });

  it('takes changes that come before the snapshot', async () => {
    const { gateway, client, time } = desk();
    const operate = gateway.operate;
    gateway.operate = (method, args, session) => {
      if (method === 'SubscribeToOverview')
        session.send({ kind: 'event', event: 'OverviewChanged', value: change(8, { changed: [{ id: 'a', spots: spots(33) }] }) });
      return operate(method, args, session);
    };
    const store = client.overview();
    store.subscribe(() => {});
    await time.pass(100);
    expect(store.getSnapshot().locations[0]?.spots.occupied).toBe(33);
  });

  it('keeps what it had while the gateway is away, with its age, and is right again when it is back', async () => {
    const { gateway, client, time, now } = desk();
    const store = client.overview();
    store.subscribe(() => {});
    await time.pass(100);
    gateway.kill();
    await time.pass(9000);
    expect(store.getSnapshot().link).toBe('lost');
    expect(store.getSnapshot().locations).toHaveLength(2);
    expect(store.getSnapshot().ageMs).toBeGreaterThan(8000);
    now({ version: 1, locations: [summary('a', { spots: spots(50) })] });
    gateway.isUp = true;
    await time.pass(3000);
    expect(store.getSnapshot().link).toBe('live');
    expect(store.getSnapshot().locations[0]?.spots.occupied).toBe(50);
  });

  it('says why it was refused, and asks again later', async () => {
    const { gateway, client, time } = desk();
    const operate = gateway.operate;
    gateway.operate = () => {
      throw 'forbidden';
    };
    const store = client.overview();
    store.subscribe(() => {});
    await time.pass(100);
    expect(store.getSnapshot().error?.code).toBe('forbidden');
    gateway.operate = operate;
    await time.pass(60_000);
    expect(store.getSnapshot().error).toBeUndefined();
    expect(store.getSnapshot().locations).toHaveLength(2);
  });
});

describe('the alarms', () => {
  it('are sorted by rank, drop what is not newer, and go when they are cleared', async () => {
    const { client, time, alarm: send } = desk();
    const store = client.alarms();
    const heard: (readonly [string, string])[] = [];
    store.onChange(({ id, state }) => heard.push([id, state]));
    store.subscribe(() => {});
    await time.pass(100);
    expect(heard).toEqual([]);
    send(alarm('b~2', 5, { rank: 'high' }));
    send(alarm('b~2', 4, { rank: 'high', cause: 'old' }));
    send(alarm('c~3', 1, { rank: 'low' }));
    await time.pass(100);
    expect(store.getSnapshot().alarms.map(({ id }) => id)).toEqual(['b~2', 'a~1', 'c~3']);
    expect(store.getSnapshot().alarms[0]?.cause).toBe('It is dark.');
    send(alarm('b~2', 6, { state: 'cleared' }));
    await time.pass(100);
    expect(store.getSnapshot().alarms.map(({ id }) => id)).toEqual(['a~1', 'c~3']);
    expect(heard).toEqual([
      ['b~2', 'active'],
      ['c~3', 'active'],
      ['b~2', 'cleared'],
    ]);
  });

  it('are acknowledged and shelved, and the answer counts at once', async () => {
    const { gateway, client, time } = desk();
    const operate = gateway.operate;
    const acts: unknown[][] = [];
    gateway.operate = (method, args, session) => {
      if (method !== 'AcknowledgeAlarm' && method !== 'ShelveAlarm') return operate(method, args, session);
      acts.push([method, ...args]);
      if (method === 'ShelveAlarm') throw 'invalid-request';
      return alarm('a~1', 2, { state: 'acknowledged', by: 'rina' });
    };
    const store = client.alarms();
    store.subscribe(() => {});
    await time.pass(100);
    const acknowledging = store.acknowledge('a~1', 'On my way');
    await time.pass(100);
    await acknowledging;
    expect(store.getSnapshot().alarms[0]?.by).toBe('rina');
    const shelving = store.shelve('a~1', new Date(1_796_000_000_000), '').catch((error: unknown) => String(error));
    await time.pass(100);
    expect(await shelving).toContain('invalid-request');
    expect(acts).toEqual([
      ['AcknowledgeAlarm', 'a~1', 'On my way'],
      ['ShelveAlarm', 'a~1', '2026-11-30T00:53:20.000Z', ''],
    ]);
  });

  it('tell their listeners what changed while no connection was up', async () => {
    const { gateway, client, time, now } = desk();
    const store = client.alarms();
    const heard: string[] = [];
    store.onChange(({ id }) => heard.push(id));
    store.subscribe(() => {});
    await time.pass(100);
    gateway.kill();
    now({ alarms: [alarm('a~1', 1), alarm('b~2', 1)] });
    gateway.isUp = true;
    await time.pass(5000);
    expect(heard).toEqual(['b~2']);
    expect(store.getSnapshot().alarms).toHaveLength(2);
  });

  it('can not be changed without a connection', async () => {
    const { client } = desk();
    expect(await client.alarms().acknowledge('a~1').catch((error: unknown) => String(error))).toContain('no connection');
  });
});
