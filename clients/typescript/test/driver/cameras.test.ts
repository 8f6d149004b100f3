import { afterEach, describe, expect, it } from 'vitest';
import { describeCamera } from '../../src/driver/cameras/camera-display.ts';
import { isDataDear, videoOptions } from '../../src/driver/cameras/data-use.ts';
import { becamePrivateWords } from '../../src/driver/cameras/private-words.ts';
import { pictureWords } from '../../src/driver/cameras/picture-words.ts';
import { watchState } from '../../src/driver/cameras/watch-state.ts';
import { useLanguage } from '../../src/driver/language/language.ts';
import { camera } from '../support/samples.ts';

const viewer = { isOperator: false, isPaused: false, isTokenExpired: false };
const operator = { ...viewer, isOperator: true };

describe('describeCamera', () => {
  const on = { kind: 'on' } as const;
  const off = { kind: 'off' } as const;

  it('shows a fresh picture as live, whatever the last status said', () => {
    for (const state of ['idle', 'starting', 'live'] as const)
      expect(describeCamera({ ...viewer, status: camera({ state }), watch: on, age: 80 })).toEqual({
        tone: 'live',
        word: 'Live',
        cover: 'none',
        action: 'enlarge',
      });
  });

  it('never shows an old picture as live', () => {
    expect(describeCamera({ ...viewer, status: camera({ state: 'live' }), watch: on, age: 12_400 })).toMatchObject({
      tone: 'warn',
      word: 'Stale',
      message: 'Last picture 12 s ago',
      cover: 'grey',
    });
  });

  it('shows a driver an idle camera’s last picture with its age, and plays it when tapped', () => {
    const status = camera({ state: 'idle' });
    expect(describeCamera({ ...viewer, status, watch: off, age: 125_000 })).toEqual({
      tone: 'wait',
      word: 'Picture 2 min ago',
      message: 'Tap to watch',
      cover: 'veiled',
      action: 'watch',
    });
    expect(describeCamera({ ...viewer, status, watch: off, age: undefined })).toMatchObject({ word: 'Not playing', message: 'Tap to watch' });
    expect(describeCamera({ ...viewer, isPaused: true, status, watch: off, age: 900 }).message).toBe('Paused to save data. Tap to watch');
  });

  it('says that it is starting while a watch begins with the picture of the last one', () => {
    expect(describeCamera({ ...viewer, status: camera({ state: 'starting' }), watch: on, age: 70_000 })).toMatchObject({
      tone: 'wait',
      word: 'Starting',
      message: 'Last picture 1 min ago',
      cover: 'veiled',
    });
  });

  it('tells an operator why a camera is offline, a driver that it is, and both how old its last picture is', () => {
    const status = camera({ state: 'offline', reason: 'ffmpeg ended with 1.' });
    expect(describeCamera({ ...operator, status, watch: on, age: undefined })).toMatchObject({ word: 'Offline', message: 'ffmpeg ended with 1' });
    expect(describeCamera({ ...operator, status, watch: on, age: 5000 }).message).toBe('ffmpeg ended with 1. Last picture 5 s ago');
    expect(describeCamera({ ...viewer, status, watch: on, age: 5000 }).message).toBe('The camera sends no pictures. Last picture 5 s ago');
    expect(describeCamera({ ...viewer, status, watch: off, age: 5000 })).toMatchObject({
      word: 'Offline',
      message: 'The camera sends no pictures. Picture 5 s ago. Tap to try again',
      action: 'watch',
    });
  });

  it('marks a frozen picture although new ones come', () => {
    expect(describeCamera({ ...viewer, status: camera({ state: 'frozen' }), watch: on, age: 50 })).toMatchObject({ word: 'Frozen', cover: 'grey' });
  });

  it('asks for a link where one is needed, and says when the one that was there has ended', () => {
    const watch = { kind: 'refused', message: '' } as const;
    const facts = { ...viewer, status: camera({}), watch, age: undefined };
    expect(describeCamera(facts)).toMatchObject({ tone: 'locked', word: 'Needs a link' });
    expect(describeCamera({ ...facts, isTokenExpired: true })).toMatchObject({ tone: 'locked', word: 'Link expired' });
  });

  it('offers nothing to tap on a camera that the viewer may not watch, whatever its state', () => {
    const watch = { kind: 'refused', message: '' } as const;
    for (const person of [viewer, operator])
      for (const state of ['idle', 'live', 'offline'] as const)
        expect(describeCamera({ ...person, status: camera({ state }), watch, age: undefined }).action).toBe('none');
  });

  it('dims at once when the connection is gone, and claims no loss before there was one', () => {
    const unlinked = { kind: 'unlinked' } as const;
    expect(describeCamera({ ...viewer, status: camera({}), watch: unlinked, age: 200 })).toMatchObject({ word: 'No connection', cover: 'grey' });
    expect(describeCamera({ ...viewer, status: camera({}), watch: unlinked, age: undefined }).word).toBe('Connecting');
  });

  it('tells waiting, failing, pausing and idling apart', () => {
    const status = camera({ state: 'idle' });
    expect(describeCamera({ ...viewer, status, watch: on, age: undefined }).word).toBe('Starting');
    const failed = { kind: 'failed', message: 'Too many' } as const;
    expect(describeCamera({ ...operator, status, watch: failed, age: undefined })).toMatchObject({ word: 'No picture', message: 'Too many' });
    expect(describeCamera({ ...viewer, status, watch: failed, age: undefined }).message).toBe('The picture can’t be shown now');
    expect(describeCamera({ ...operator, status, watch: off, age: 900 })).toMatchObject({ word: 'Paused', cover: 'veiled' });
  });
});

describe('becamePrivateWords', () => {
  afterEach(() => useLanguage('en'));

  it('names the camera and how to open it, in both languages', () => {
    const status = camera({ becamePrivate: true });
    expect(becamePrivateWords(status)).toBe(
      'Private since the last update. To open it to everybody, its operator starts the silo with --public-camera gate.',
    );
    useLanguage('id');
    expect(becamePrivateWords(status)).toBe(
      'Privat sejak pembaruan terakhir. Untuk membukanya bagi semua orang, operatornya menjalankan silo dengan --public-camera gate.',
    );
  });

  it('says nothing of other cameras', () => {
    expect(becamePrivateWords(camera({}))).toBeUndefined();
  });
});

describe('what pictures cost', () => {
  it('is dear on cellular and where the browser is asked to save data', () => {
    expect(isDataDear(undefined)).toBe(false);
    expect(isDataDear({ type: 'wifi', saveData: false })).toBe(false);
    expect(isDataDear({ type: 'cellular' })).toBe(true);
    expect(isDataDear({ saveData: true })).toBe(true);
  });

  it('limits drivers only', () => {
    expect(videoOptions(false, true)).toEqual({ quality: 'medium', maxFps: 10 });
    expect(videoOptions(false, false)).toEqual({});
    expect(videoOptions(true, true)).toEqual({});
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
    const facts = { ...viewer, status: camera({ state: 'live' }), watch: { kind: 'on' } as const };
    expect(describeCamera({ ...facts, age: 2400 })).toMatchObject({ word: 'Live', cover: 'none' });
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
