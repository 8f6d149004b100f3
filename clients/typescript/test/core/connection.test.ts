import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { level, location } from '../support/samples.ts';
import { tokenUntil } from '../support/tokens.ts';

function gatewayWithGarage(): FakeGateway {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({ levels: [level({ occupied: 10, version: 1 })] }));
  return gateway;
}

describe('the connection', () => {
  it('reports its states and since when', async () => {
    const gateway = gatewayWithGarage();
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    const states: string[] = [];
    const begun = gateway.time.now;
    expect(client.connection.getSnapshot()).toEqual({ state: 'connecting', since: begun, reason: undefined });
    client.connection.subscribe(() => states.push(client.connection.getSnapshot().state));
    await gateway.time.pass(1000);
    expect(states).toEqual(['connected']);
    expect(client.connection.getSnapshot()).toBe(client.connection.getSnapshot());
    const connectedSince = client.connection.getSnapshot().since;
    expect(connectedSince).toBeGreaterThan(begun);
    gateway.kill();
    await gateway.time.pass(100);
    expect(states).toEqual(['connected', 'waiting']);
    gateway.isUp = true;
    await gateway.time.pass(1000);
    expect(states).toEqual(['connected', 'waiting', 'connecting', 'connected']);
    await client.close();
    expect(client.connection.getSnapshot().state).toBe('closed');
  });

  it('is tried for ever, ever more rarely, and comes back', async () => {
    const gateway = gatewayWithGarage();
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    const store = client.parking('garage');
    store.subscribe(() => {});
    await gateway.time.pass(1000);
    gateway.kill();
    await gateway.time.pass(2000);
    const soon = gateway.requests.filter(request => request.startsWith('socket')).length - 1;
    expect(soon).toBeGreaterThan(2);
    await gateway.time.pass(3_600_000);
    const all = gateway.requests.filter(request => request.startsWith('socket')).length - 1;
    expect(all).toBeGreaterThan(300);
    expect(all).toBeLessThan(400);
    gateway.isUp = true;
    await gateway.time.pass(13_000);
    expect(store.getSnapshot().link).toBe('live');
  });

  it.each([1000, 4000, 7500, 14_000])('has the right number within 2 s of the return of a gateway that was away for %s ms', async away => {
    const gateway = gatewayWithGarage();
    // The longest pauses there are.
    gateway.time.luck = 0.999;
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    const store = client.parking('garage');
    store.subscribe(() => {});
    await gateway.time.pass(1000);
    gateway.kill();
    await gateway.time.pass(away);
    gateway.update(level({ occupied: 55, version: 2 }));
    gateway.isUp = true;
    await gateway.time.pass(2000);
    expect(store.getSnapshot().link).toBe('live');
    expect(store.getSnapshot().status?.levels[0]?.spots.occupied).toBe(55);
  });

  it('does not hammer a gateway that closes every connection at once', async () => {
    const gateway = gatewayWithGarage();
    gateway.closesAtOnce = true;
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    const store = client.parking('garage');
    store.subscribe(() => {});
    await gateway.time.pass(60_000);
    expect(gateway.sessions.length).toBeGreaterThan(5);
    expect(gateway.sessions.length).toBeLessThan(12);
    gateway.closesAtOnce = false;
    await gateway.time.pass(13_000);
    expect(store.getSnapshot().link).toBe('live');
  });

  it('says why it is refused, asks the provider again, and is there once the token is good', async () => {
    const gateway = gatewayWithGarage();
    gateway.accepts = token => token === 'good';
    let token = 'bad';
    let asked = 0;
    const client = new LiveParkingClient({
      url: 'http://gateway',
      environment: gateway.environment,
      token: () => {
        asked += 1;
        return Promise.resolve(token);
      },
    });
    client.parking('garage').subscribe(() => {});
    await gateway.time.pass(500);
    expect(client.connection.getSnapshot().state).toBe('refused');
    expect(client.connection.getSnapshot().reason).toBe('The token has expired.');
    expect(asked).toBeGreaterThan(1);
    token = 'good';
    await gateway.time.pass(11_000);
    expect(client.connection.getSnapshot().state).toBe('connected');
    expect(client.parking('garage').getSnapshot().link).toBe('live');
  });

  it('goes on when the provider of tokens fails', async () => {
    const gateway = gatewayWithGarage();
    let isFailing = true;
    const client = new LiveParkingClient({
      url: 'http://gateway',
      environment: gateway.environment,
      token: () => (isFailing ? Promise.reject(new Error('The login is away.')) : 'good'),
    });
    client.parking('garage').subscribe(() => {});
    await gateway.time.pass(100);
    expect(client.connection.getSnapshot()).toMatchObject({ state: 'waiting', reason: 'The login is away.' });
    isFailing = false;
    await gateway.time.pass(2000);
    expect(client.connection.getSnapshot().state).toBe('connected');
  });

  it('asks before a token ends, and the new connection takes over before the old one ends', async () => {
    const gateway = gatewayWithGarage();
    const { time } = gateway;
    const tokens = [tokenUntil(time.now + 60_000, 'first'), tokenUntil(time.now + 3_600_000, 'second')];
    let asked = 0;
    const client = new LiveParkingClient({
      url: 'http://gateway',
      environment: gateway.environment,
      token: () => {
        asked += 1;
        return tokens[Math.min(asked, tokens.length) - 1];
      },
    });
    const links = new Set<string>();
    const states = new Set<string>();
    const store = client.parking('garage');
    store.subscribe(() => links.add(store.getSnapshot().link));
    await time.pass(1000);
    links.clear();
    client.connection.subscribe(() => states.add(client.connection.getSnapshot().state));
    await time.pass(40_000);
    expect(asked).toBe(1);
    await time.pass(10_000);
    expect(asked).toBe(2);
    const [first, second] = gateway.sessions;
    expect(first?.token).toBe(tokens[0]);
    expect(second?.token).toBe(tokens[1]);
    expect(second?.followed.has('garage')).toBe(true);
    // The old one was closed only after the new one had been subscribed.
    expect(first?.closedAt ?? Infinity).toBeGreaterThan((second?.openedAt ?? 0) + 40);
    expect(gateway.open('parking')).toHaveLength(1);
    expect([...links]).toEqual(['live']);
    expect([...states]).toEqual([]);
    // Both have the same name, so that a gateway can count them once.
    const name = (url = '') => /[?&]client=([a-z0-9-]+)/.exec(url)?.[1];
    expect(name(first?.url)).toBe(name(second?.url));
    expect(name(first?.url)?.length).toBe(24);
  });

  it('renews when the app says that there is another token', async () => {
    const gateway = gatewayWithGarage();
    let token: string | undefined = 'visitor';
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment, token: () => token });
    client.parking('garage').subscribe(() => {});
    await gateway.time.pass(500);
    token = 'operator';
    await client.renewToken();
    await gateway.time.pass(500);
    expect(gateway.open('parking').map(session => session.token)).toEqual(['operator']);
    token = undefined;
    await client.renewToken();
    await gateway.time.pass(500);
    expect(gateway.open('parking').map(session => session.token)).toEqual([undefined]);
  });

  it('looks for another way when the gateway answers and its WebSocket does not open, and says so', async () => {
    const gateway = gatewayWithGarage();
    gateway.isOpenForSockets = false;
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    client.parking('garage').subscribe(() => {});
    await gateway.time.pass(100);
    expect(client.connection.getSnapshot().reason).toContain('WebSocket');
    await gateway.time.pass(1000);
    expect(gateway.requests.some(request => request.includes('/hubs/parking/negotiate'))).toBe(true);
    gateway.isOpenForSockets = true;
    await gateway.time.pass(20_000);
    expect(client.connection.getSnapshot().state).toBe('connected');
  });

  it('is closed for good by close()', async () => {
    const gateway = gatewayWithGarage();
    const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
    let calls = 0;
    client.parking('garage').subscribe(() => (calls += 1));
    await gateway.time.pass(500);
    await client.close();
    const before = calls;
    await gateway.time.pass(60_000);
    expect(calls).toBe(before);
    expect(gateway.sessions).toHaveLength(1);
    expect(gateway.open('parking')).toHaveLength(0);
  });

  it('wants the address of a gateway', () => {
    expect(() => new LiveParkingClient({ url: 'gateway' })).toThrow('http://');
  });
});
