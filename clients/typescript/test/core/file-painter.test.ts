import { describe, expect, it } from 'vitest';
import { LiveParkingClient } from '../../src/live-parking-client.ts';
import { FakeGateway } from '../support/fake-gateway.ts';
import { FakeImageView } from '../support/fake-image-view.ts';
import { camera } from '../support/samples.ts';
import { usedHeap } from '../support/used-heap.ts';

/** A camera's pictures, from the gateway to a native image view. */
function showing() {
  const gateway = new FakeGateway();
  gateway.cameras.set('gate', camera({ state: 'live' }));
  const client = new LiveParkingClient({ url: 'http://gateway', environment: gateway.environment });
  const view = new FakeImageView(gateway.time);
  const store = client.camera('gate');
  const stopPainting = store.paint(view.painter.paint);
  const unsubscribe = store.subscribe(() => {});
  const leave = () => {
    unsubscribe();
    stopPainting();
    view.painter.end();
  };
  return { gateway, view, files: view.files, time: gateway.time, store, leave };
}

/** A JPEG, as far as the fake view looks at it. */
function jpeg(sequence: number, length = 64): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set([255, 216, sequence & 255, (sequence >> 8) & 255]);
  return bytes;
}

const acknowledged = (gateway: FakeGateway) => gateway.open('cameras')[0]?.acknowledged.slice(-1)[0]?.sequence;

describe('pictures through files', () => {
  it('ten minutes of video leave one file and no more memory than one minute, and make no base64', async () => {
    const { gateway, view, files, time, leave } = showing();
    await time.pass(200);
    const perSecond = 10;
    const minutes = async (from: number, count: number) => {
      for (let sequence = from; sequence < from + count * 60 * perSecond; sequence += 1) {
        gateway.picture({ sequence, data: jpeg(sequence, 4096) });
        await time.pass(1000 / perSecond);
      }
      // What this gateway remembers for its tests is not the app's memory.
      for (const session of gateway.sessions) {
        session.acknowledged.length = 0;
        session.calls.length = 0;
      }
      return usedHeap();
    };
    const early = await minutes(1, 1);
    const late = await minutes(601, 9);
    expect(view.shown).toBe(6000);
    expect([...(view.screen?.slice(0, 4) ?? [])]).toEqual([255, 216, 6000 & 255, 6000 >> 8]);
    expect(files.most).toBe(2);
    expect(files.held.size).toBe(1);
    // The view is handed addresses only: a picture in base64 would be longer than 5,000 characters.
    expect(files.longestAddress).toBeLessThan(60);
    // Node does not say how many bytes live objects have; Hermes does.
    if (early !== undefined && late !== undefined) expect(late).toBeLessThan(early * 1.1);
    leave();
    expect(files.held.size).toBe(0);
  });

  it('a picture is acknowledged when it is on the screen, and what comes in between waits, newest only', async () => {
    const { gateway, view, files, time } = showing();
    await time.pass(200);
    view.decoding = 300;
    for (let sequence = 1; sequence <= 5; sequence += 1) {
      gateway.picture({ sequence, data: jpeg(sequence) });
      await time.pass(20);
    }
    expect(acknowledged(gateway)).toBeUndefined();
    await time.pass(300);
    expect(acknowledged(gateway)).toBe(1);
    await time.pass(300);
    expect(acknowledged(gateway)).toBe(5);
    expect(files.written).toBe(2);
    expect(view.screen?.[2]).toBe(5);
  });

  it('a damaged picture leaves the one before it on the screen', async () => {
    const { gateway, view, files, time } = showing();
    await time.pass(200);
    gateway.picture({ sequence: 1, data: jpeg(1) });
    await time.pass(100);
    gateway.picture({ sequence: 2, data: new Uint8Array([1, 2, 3]) });
    await time.pass(100);
    expect(view.screen?.[2]).toBe(1);
    expect(acknowledged(gateway)).toBe(2);
    gateway.picture({ sequence: 3, data: jpeg(3) });
    await time.pass(100);
    expect(view.screen?.[2]).toBe(3);
    expect(files.held.size).toBe(1);
  });

  it('a view that reports nothing does not stop the pictures, and shows the newest when it is laid out', async () => {
    const { gateway, view, files, time } = showing();
    await time.pass(200);
    view.isLaidOut = false;
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      gateway.picture({ sequence, data: jpeg(sequence) });
      await time.pass(100);
    }
    expect(files.most).toBe(2);
    expect(acknowledged(gateway)).toBeGreaterThan(20);
    view.isLaidOut = true;
    await time.pass(1100);
    gateway.picture({ sequence: 61, data: jpeg(61) });
    await time.pass(100);
    expect(view.screen?.[2]).toBe(61);
  });

  it('ends with the view, also while a picture is being decoded', async () => {
    const { gateway, view, files, time, leave } = showing();
    await time.pass(200);
    gateway.picture({ sequence: 1, data: jpeg(1) });
    await time.pass(100);
    gateway.picture({ sequence: 2, data: jpeg(2) });
    await time.pass(12);
    leave();
    expect(files.held.size).toBe(0);
    await view.painter.paint({ data: jpeg(3) } as never);
    await time.pass(1000);
    expect(files.held.size).toBe(0);
    expect(files.written).toBe(2);
  });
});
