import { describe, expect, it } from 'vitest';
import { describeCamera } from '../src/cameras/camera-display.ts';
import { FrameMeter } from '../src/cameras/frame-meter.ts';
import { NewestWins } from '../src/cameras/newest-wins.ts';
import { isStale, pictureAge } from '../src/cameras/picture-age.ts';
import { pictureWords } from '../src/cameras/picture-words.ts';
import { shouldWatch } from '../src/cameras/watch-conditions.ts';
import { camera } from './samples.ts';

describe('pictureAge', () => {
  it('is the time since the capture', () => {
    expect(pictureAge({ capturedAt: 1000, arrivedAt: 50 }, { wall: 1300, monotonic: 60 })).toBe(300);
  });

  it('grows by the monotonic clock when the wall clock is wrong', () => {
    expect(pictureAge({ capturedAt: 90_000, arrivedAt: 50 }, { wall: 1300, monotonic: 4050 })).toBe(4000);
  });

  it('is never negative', () => {
    expect(pictureAge({ capturedAt: 2000, arrivedAt: 70 }, { wall: 1000, monotonic: 70 })).toBe(0);
  });

  it('is stale beyond three seconds', () => {
    expect(isStale(3000)).toBe(false);
    expect(isStale(3001)).toBe(true);
  });
});

describe('describeCamera', () => {
  const on = { kind: 'on' } as const;

  it('shows a fresh picture as live, whatever the last status said', () => {
    for (const state of ['idle', 'starting', 'live'] as const)
      expect(describeCamera({ status: camera({ state }), watch: on, age: 80 })).toEqual({ tone: 'live', word: 'Live', dimmed: false });
  });

  it('never shows an old picture as live', () => {
    expect(describeCamera({ status: camera({ state: 'live' }), watch: on, age: 12_400 })).toEqual({
      tone: 'warn',
      word: 'Stale',
      message: 'Last picture 12 s ago',
      dimmed: true,
    });
  });

  it('says that it is starting while a watch begins with the picture of the last one', () => {
    expect(describeCamera({ status: camera({ state: 'starting' }), watch: on, age: 70_000 })).toEqual({
      tone: 'wait',
      word: 'Starting',
      message: 'Last picture 1 min ago',
      dimmed: true,
    });
  });

  it('tells why a camera is offline and how old its last picture is', () => {
    const status = camera({ state: 'offline', reason: 'The camera does not answer.' });
    expect(describeCamera({ status, watch: on, age: undefined })).toMatchObject({
      word: 'Offline',
      message: 'The camera does not answer',
      dimmed: true,
    });
    expect(describeCamera({ status, watch: on, age: 5000 }).message).toBe('The camera does not answer. Last picture 5 s ago');
  });

  it('marks a frozen picture although new ones come', () => {
    expect(describeCamera({ status: camera({ state: 'frozen' }), watch: on, age: 50 })).toMatchObject({ word: 'Frozen', dimmed: true });
  });

  it('asks for a token where one is needed', () => {
    expect(describeCamera({ status: camera({}), watch: { kind: 'refused', message: '' }, age: undefined })).toMatchObject({
      tone: 'locked',
      word: 'Needs a token',
    });
  });

  it('dims at once when the connection is gone, and claims no loss before there was one', () => {
    const unlinked = { kind: 'unlinked' } as const;
    expect(describeCamera({ status: camera({}), watch: unlinked, age: 200 })).toMatchObject({ word: 'No connection', dimmed: true });
    expect(describeCamera({ status: camera({}), watch: unlinked, age: undefined }).word).toBe('Connecting');
  });

  it('tells waiting, failing, pausing and idling apart', () => {
    const status = camera({ state: 'idle' });
    expect(describeCamera({ status, watch: on, age: undefined }).word).toBe('Starting');
    expect(describeCamera({ status, watch: { kind: 'failed', message: 'Too many' }, age: undefined })).toMatchObject({
      word: 'No picture',
      message: 'Too many',
    });
    expect(describeCamera({ status, watch: { kind: 'off' }, age: 900 })).toMatchObject({ word: 'Paused', dimmed: true });
    expect(describeCamera({ status, watch: { kind: 'off' }, age: undefined }).word).toBe('Idle');
  });
});

describe('pictureWords', () => {
  it('tells the rate, and how old pictures are when they are shown', () => {
    expect(pictureWords({ age: 31, fps: 24.2, shownAge: 85, size: '1280×720' })).toMatch(/^24 fps · 85 ms old · 1280×720$/);
  });

  it('tells no rate of a scene that stands still, but how old the picture is now', () => {
    const words = pictureWords({ age: 1900, fps: 0.5, shownAge: 90, size: '640×360' });
    expect(words).toMatch(/^1\.9 s old · 640×360$/);
  });

  it('a scene that stands still is live between its pictures', () => {
    const facts = { status: camera({ state: 'live' }), watch: { kind: 'on' } as const };
    expect(describeCamera({ ...facts, age: 2400 })).toMatchObject({ word: 'Live', dimmed: false });
  });
});

describe('shouldWatch', () => {
  const seen = { pageVisible: true, inView: true, enlarged: false, anyEnlarged: false };

  it('watches what is on the screen', () => {
    expect(shouldWatch(seen)).toBe(true);
    expect(shouldWatch({ ...seen, inView: false })).toBe(false);
    expect(shouldWatch({ ...seen, pageVisible: false })).toBe(false);
  });

  it('watches only the enlarged one while there is one', () => {
    expect(shouldWatch({ ...seen, anyEnlarged: true })).toBe(false);
    expect(shouldWatch({ ...seen, inView: false, anyEnlarged: true, enlarged: true })).toBe(true);
    expect(shouldWatch({ pageVisible: false, inView: true, anyEnlarged: true, enlarged: true })).toBe(false);
  });
});

describe('FrameMeter', () => {
  it('tells pictures a second over the last two seconds', () => {
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
