import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { overviewDelay } from '../../src/parking/overview-delay.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { location } from '../support/samples.ts';

function overview() {
  const gateway = new FakeGateway();
  gateway.locations.set('garage', location({}));
  const client = new LiveParkingClient({ url: 'http://gateway/', environment: gateway.environment });
  const asked = () => gateway.requests.filter(request => request === 'GET http://gateway/api/v1/overview').length;
  return { gateway, client, time: gateway.time, store: client.locations(), asked };
}

describe('the locations store', () => {
  it('asks while somebody is subscribed and the app is seen', async () => {
    const { client, time, store, asked } = overview();
    expect(store.getSnapshot()).toMatchObject({ locations: [], complete: false });
    const off = store.subscribe(() => {});
    await time.pass(100);
    expect(store.getSnapshot().locations.map(({ id }) => id)).toEqual(['garage']);
    expect(store.getSnapshot().complete).toBe(true);
    await time.pass(60_000);
    const seen = asked();
    expect(seen).toBe(5);
    client.setVisible(false);
    await time.pass(60_000);
    expect(asked()).toBe(seen);
    expect(store.getSnapshot().ageMs).toBeGreaterThan(59_000);
    client.setVisible(true);
    await time.pass(100);
    expect(asked()).toBeGreaterThan(seen);
    off();
    await time.pass(1000);
    const last = asked();
    await time.pass(60_000);
    expect(asked()).toBe(last);
  });

  it('keeps what it has when the gateway is away, says so, and asks again soon', async () => {
    const { gateway, time, store } = overview();
    store.subscribe(() => {});
    await time.pass(100);
    gateway.isUp = false;
    await time.pass(20_000);
    expect(store.getSnapshot().error?.message).toBe('Live Parking did not answer.');
    expect(store.getSnapshot().locations).toHaveLength(1);
    gateway.isUp = true;
    await time.pass(4000);
    expect(store.getSnapshot().error).toBeUndefined();
    expect(store.getSnapshot().ageMs).toBeLessThan(4000);
  });

  it('asks soon while there is nothing to show', () => {
    expect(overviewDelay(undefined, 0.5)).toBe(3000);
    expect(overviewDelay({ locations: [], complete: true }, 0.5)).toBe(3000);
    expect(overviewDelay({ locations: [{} as never], complete: false }, 0.5)).toBe(3000);
    expect(overviewDelay({ locations: [{} as never], complete: true }, 0.5)).toBe(15_000);
  });
});
