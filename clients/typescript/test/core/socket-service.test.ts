import { describe, expect, it } from 'vitest';
import { SocketService } from '../../src/socket-service/socket-service.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { camera, level, location } from '../support/samples.ts';

function sketch() {
  const gateway = new FakeGateway();
  gateway.locations.set('pakuwon-basement', location({ id: 'pakuwon-basement', name: 'Pakuwon', levels: [upper(45, 1), lower(5, 1)] }));
  gateway.cameras.set('pakuwon-basement', camera({ id: 'pakuwon-upper', locationId: 'pakuwon-basement' }));
  const service = new SocketService();
  const connect = () => service.connect('ws://gateway:5000', { environment: gateway.environment });
  return { gateway, service, connect, time: gateway.time };
}

const upper = (occupied: number, version: number) =>
  level({ locationId: 'pakuwon-basement', levelId: 'upper-basement', name: 'Upper', total: 150, occupied, version });
const lower = (occupied: number, version: number) =>
  level({ locationId: 'pakuwon-basement', levelId: 'lower-basement', name: 'Lower', total: 50, occupied, version });
const timestamp = Date.parse('2026-11-22T10:00:00.25Z') / 1000;

describe('the sketch’s SocketService', () => {
  it('gives each level once and then every change, in the sketch’s form', async () => {
    const { gateway, service, connect, time } = sketch();
    const socket = connect();
    const events: unknown[] = [];
    const whole: unknown[] = [];
    socket.on('parking_data', data => whole.push(data));
    service.subscribeToParking('pakuwon-basement', event => events.push(event));
    await time.pass(200);
    expect(events).toEqual([
      { location_id: 'pakuwon-basement', level_id: 'upper-basement', data: { total: 150, occupied: 45, available: 105 }, timestamp },
      { location_id: 'pakuwon-basement', level_id: 'lower-basement', data: { total: 50, occupied: 5, available: 45 }, timestamp },
    ]);
    expect(whole).toEqual([
      {
        location_id: 'pakuwon-basement',
        name: 'Pakuwon',
        levels: [
          { id: 'upper-basement', name: 'Upper', spots: { total: 150, occupied: 45, available: 105 } },
          { id: 'lower-basement', name: 'Lower', spots: { total: 50, occupied: 5, available: 45 } },
        ],
        timestamp,
      },
    ]);
    gateway.update(upper(46, 2));
    await time.pass(60_000);
    expect(events).toHaveLength(3);
    expect(events[2]).toMatchObject({ level_id: 'upper-basement', data: { total: 150, occupied: 46, available: 104 } });
    expect(whole).toHaveLength(1);
    service.disconnect();
  });

  it('gives pictures as base64, of the first camera of a location too', async () => {
    const { gateway, service, connect, time } = sketch();
    connect();
    const frames: { data: string; timestamp: number }[] = [];
    service.subscribeToCamera('pakuwon-basement', frame => frames.push(frame));
    await time.pass(200);
    gateway.picture({ cameraId: 'pakuwon-basement', sequence: 7, capturedAt: 1_795_334_400_123 });
    await time.pass(50);
    expect(frames).toEqual([{ data: '/9gH/9k=', timestamp: 1_795_334_400.123 }]);
    service.disconnect();
  });

  it('does what was asked for before it was connected', async () => {
    const { gateway, service, connect, time } = sketch();
    let levels = 0;
    let frames = 0;
    service.subscribeToParking('pakuwon-basement', () => (levels += 1));
    service.subscribeToCamera('pakuwon-basement', () => (frames += 1));
    await time.pass(1000);
    expect(gateway.sessions).toHaveLength(0);
    connect();
    await time.pass(200);
    gateway.picture({ cameraId: 'pakuwon-basement', sequence: 1 });
    await time.pass(50);
    expect(levels).toBe(2);
    expect(frames).toBe(1);
    service.disconnect();
  });

  it('does what was asked for while the link is down, and goes on after it was', async () => {
    const { gateway, service, connect, time } = sketch();
    const socket = connect();
    const events: string[] = [];
    socket.on('connect', () => events.push(`connect ${socket.connected}`));
    socket.on('disconnect', () => events.push(`disconnect ${socket.connected}`));
    socket.on('connect_error', error => events.push(error.message));
    await time.pass(200);
    expect(typeof socket.id).toBe('string');
    const id = socket.id;
    gateway.kill();
    await time.pass(100);
    expect(socket.id).toBeUndefined();
    const levels: number[] = [];
    service.subscribeToParking('pakuwon-basement', ({ data }) => levels.push(data.occupied));
    gateway.isUp = true;
    await time.pass(1000);
    expect(levels).toEqual([45, 5]);
    expect(events[0]).toBe('connect true');
    expect(events[1]).toBe('disconnect false');
    expect(events[events.length - 1]).toBe('connect true');
    expect(socket.id === id).toBe(false);
    service.disconnect();
  });

  it('a page goes on when its Live Footage leaves', async () => {
    const { gateway, service, connect, time } = sketch();
    const events: number[] = [];
    service.subscribeToParking('pakuwon-basement', ({ data }) => events.push(data.occupied));
    const footage = connect();
    service.subscribeToCamera('pakuwon-basement', () => {});
    await time.pass(200);
    expect(gateway.open('cameras')[0]?.watches.size).toBe(1);
    let reason = '';
    footage.on('disconnect', why => (reason = why));
    footage.disconnect();
    expect(reason).toBe('io client disconnect');
    expect(footage.connected).toBe(false);
    await time.pass(5000);
    expect(gateway.open('cameras')).toHaveLength(0);
    gateway.update(upper(50, 2));
    await time.pass(100);
    expect(events).toEqual([45, 5, 50]);
    service.disconnect();
    await time.pass(3000);
    expect(gateway.open('parking')).toHaveLength(0);
  });

  it('a camera that is asked for after the last handle was disconnected waits for the next one', async () => {
    const { gateway, service, connect, time } = sketch();
    connect().disconnect();
    service.subscribeToCamera('pakuwon-basement', () => {});
    await time.pass(500);
    expect(gateway.open('cameras')).toHaveLength(0);
    connect();
    await time.pass(500);
    expect(gateway.open('cameras')[0]?.watches.size).toBe(1);
    service.disconnect();
  });

  it('two Live Footages do not end each other', async () => {
    const { gateway, service, connect, time } = sketch();
    gateway.cameras.set('other', camera({ id: 'other' }));
    const one = connect();
    service.subscribeToCamera('pakuwon-basement', () => {});
    const other = connect();
    service.subscribeToCamera('other', () => {});
    await time.pass(200);
    one.disconnect();
    await time.pass(1000);
    expect([...(gateway.open('cameras')[0]?.watches.keys() ?? [])]).toEqual(['other']);
    other.disconnect();
    await time.pass(5000);
    expect(gateway.open('cameras')).toHaveLength(0);
    expect(gateway.open('parking')).toHaveLength(0);
  });

  it('survives the double mount of React’s strict mode', async () => {
    const { gateway, service, connect, time } = sketch();
    let frames = 0;
    const statuses: string[] = [];
    const mount = () => {
      const socket = connect();
      socket.on('connect', () => statuses.push('connected'));
      service.subscribeToCamera('pakuwon-basement', () => (frames += 1));
      return () => void socket.disconnect();
    };
    const first = mount();
    first();
    const second = mount();
    await time.pass(500);
    gateway.picture({ cameraId: 'pakuwon-basement', sequence: 1 });
    await time.pass(50);
    expect(frames).toBe(1);
    expect(statuses).toEqual(['connected']);
    expect(gateway.sessions.filter(session => session.hub === 'cameras')).toHaveLength(1);
    second();
    await time.pass(5000);
    expect(gateway.open('cameras')).toHaveLength(0);
  });

  it('ends a parking subscription with the function that it returned', async () => {
    const { gateway, service, connect, time } = sketch();
    connect();
    const off = service.subscribeToParking('pakuwon-basement', () => {});
    await time.pass(200);
    off();
    await time.pass(1000);
    expect(gateway.open('parking')[0]?.followed.size).toBe(0);
    service.disconnect();
  });

  it('shares the connection whatever function gives the token, and takes over with another token', async () => {
    const { gateway, service, time } = sketch();
    const connect = (token: string | (() => string)) => service.connect('ws://gateway:5000', { environment: gateway.environment, token });
    connect(() => 'first');
    service.subscribeToParking('pakuwon-basement', () => {});
    await time.pass(200);
    connect(() => 'first');
    await time.pass(1000);
    expect(gateway.sessions).toHaveLength(1);
    connect('second');
    await time.pass(1000);
    expect(gateway.open('parking').map(({ token }) => token)).toEqual(['second']);
    service.disconnect();
  });

  it('takes everything along to another gateway', async () => {
    const { service, connect, time } = sketch();
    const events: number[] = [];
    connect();
    service.subscribeToParking('pakuwon-basement', ({ data }) => events.push(data.occupied));
    await time.pass(200);
    const other = new FakeGateway();
    other.locations.set('pakuwon-basement', location({ id: 'pakuwon-basement', levels: [upper(99, 7)] }));
    service.connect('ws://other', { environment: other.environment });
    await other.time.pass(200);
    expect(events).toEqual([45, 5, 99]);
    service.disconnect();
  });

  it('calls a listener that was added with once only once, and none that was removed', async () => {
    const { gateway, connect, service, time } = sketch();
    const socket = connect();
    let once = 0;
    let never = 0;
    const removed = () => (never += 1);
    socket.once('connect', () => (once += 1)).on('connect', removed).off('connect', removed);
    await time.pass(200);
    gateway.kill();
    gateway.isUp = true;
    await time.pass(2000);
    expect(once).toBe(1);
    expect(never).toBe(0);
    service.disconnect();
  });
});
