import { describe, expect, it } from 'vitest';
import { describeCamera } from '../src/cameras/camera-display.ts';
import { pictureWords } from '../src/cameras/picture-words.ts';
import { shouldWatch } from '../src/cameras/watch-conditions.ts';
import { watchState } from '../src/cameras/watch-state.ts';
import { camera } from '../../typescript/test/support/samples.ts';

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

describe('watchState', () => {
  const live = { picture: 'live', link: 'live', error: undefined } as const;

  it('is what the client knows, in the words of a tile', () => {
    expect(watchState(false, live).kind).toBe('off');
    expect(watchState(true, live).kind).toBe('on');
    expect(watchState(true, { ...live, link: 'lost' }).kind).toBe('unlinked');
    expect(watchState(true, { ...live, link: 'loading' }).kind).toBe('unlinked');
    expect(watchState(true, { ...live, error: { code: 'x', message: 'No.' } })).toEqual({ kind: 'failed', message: 'No.' });
    expect(watchState(true, { ...live, picture: 'refused' }).kind).toBe('refused');
  });
});
