import { describe, expect, it } from 'vitest';
import { FrameMeter } from '../../src/cameras/frame-meter.ts';
import { NewestWins } from '../../src/cameras/newest-wins.ts';
import { isStale, pictureAge } from '../../src/cameras/picture-age.ts';
import { pictureState, type PictureFacts } from '../../src/cameras/picture-state.ts';

describe('pictureAge', () => {
  const at = (wall: number, monotonic: number) => ({ wall, monotonic });

  it('is the time since the capture, by the gateway’s clock', () => {
    expect(pictureAge({ capturedAt: 1000, arrivedAt: at(5000, 50) }, { gateway: 1300, device: at(5010, 60) })).toBe(300);
  });

  it('grows by the device’s clocks when the gateway’s is wrong or not known', () => {
    const picture = { capturedAt: 90_000, arrivedAt: at(5000, 50) };
    expect(pictureAge(picture, { gateway: 1300, device: at(9000, 4050) })).toBe(4000);
    expect(pictureAge(picture, { gateway: undefined, device: at(9000, 4050) })).toBe(4000);
  });

  it('counts the time in which the device slept', () => {
    expect(pictureAge({ capturedAt: 0, arrivedAt: at(5000, 50) }, { gateway: undefined, device: at(65_000, 60) })).toBe(60_000);
  });

  it('is never negative', () => {
    expect(pictureAge({ capturedAt: 2000, arrivedAt: at(5000, 70) }, { gateway: 1000, device: at(5000, 70) })).toBe(0);
  });

  it('is stale beyond three seconds', () => {
    expect(isStale(3000)).toBe(false);
    expect(isStale(3001)).toBe(true);
  });
});

describe('pictureState', () => {
  const facts: PictureFacts = { isWatched: true, isRefused: false, hasFailed: false, camera: 'live', age: 100 };
  const state = (with_: Partial<PictureFacts>) => pictureState({ ...facts, ...with_ });

  it('is live while the picture is fresh, and late when it is not', () => {
    expect(state({})).toBe('live');
    expect(state({ camera: undefined })).toBe('live');
    expect(state({ age: 3001 })).toBe('late');
    expect(state({ age: 3001, camera: undefined })).toBe('late');
  });

  it('follows the camera', () => {
    expect(state({ camera: 'frozen' })).toBe('frozen');
    expect(state({ camera: 'offline' })).toBe('offline');
    expect(state({ camera: 'starting', age: 9000 })).toBe('loading');
    expect(state({ age: undefined })).toBe('loading');
    expect(state({ camera: 'frozen', age: undefined })).toBe('loading');
  });

  it('is idle when nobody watches, refused when nobody may, offline when the gateway can’t', () => {
    expect(state({ isWatched: false })).toBe('idle');
    expect(state({ isWatched: false, isRefused: true })).toBe('refused');
    expect(state({ hasFailed: true, age: undefined })).toBe('offline');
    expect(state({ hasFailed: true })).toBe('live');
  });
});

describe('FrameMeter', () => {
  it('has no rate for pictures that come almost at the same moment', () => {
    const meter = new FrameMeter();
    meter.count(1000, 50);
    meter.count(1005, 50);
    expect(meter.rate(1005)).toBe(0);
    meter.count(1300, 50);
    expect(meter.rate(1300)).toBeCloseTo(2000 / 300);
  });

  it('counts pictures a second over the last two seconds', () => {
    const meter = new FrameMeter();
    for (let time = 0; time <= 3000; time += 40) meter.count(time, 50);
    expect(meter.rate(3000)).toBeCloseTo(25);
    expect(meter.rate(6000)).toBe(0);
  });

  it('forgets the age of an old picture with which a stream began', () => {
    const meter = new FrameMeter();
    meter.count(0, 60_000);
    for (let time = 40; time <= 2100; time += 40) meter.count(time, 80);
    expect(meter.age(2100)).toBe(80);
    expect(meter.age(9000)).toBeUndefined();
  });

  it('knows no rate of one picture', () => {
    const meter = new FrameMeter();
    meter.count(10, 5);
    expect(meter.rate(20)).toBe(0);
    expect(meter.age(20)).toBe(5);
  });
});

describe('NewestWins', () => {
  it('works on one item at a time and leaves out what a newer one replaced', async () => {
    const done: number[] = [];
    const waiting: (() => void)[] = [];
    const slot = new NewestWins<number>(item => {
      done.push(item);
      return new Promise(resolve => waiting.push(resolve));
    });
    for (const item of [1, 2, 3, 4]) slot.offer(item);
    expect(done).toEqual([1]);
    waiting.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(done).toEqual([1, 4]);
    waiting.shift()?.();
    await Promise.resolve();
    await Promise.resolve();
    slot.offer(5);
    expect(done).toEqual([1, 4, 5]);
  });
});
