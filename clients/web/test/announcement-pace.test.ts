import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnnouncementPace, pace } from '../src/view/announcement-pace.ts';

describe('AnnouncementPace', () => {
  let said: string[];
  let announcements: AnnouncementPace;
  beforeEach(() => {
    vi.useFakeTimers();
    said = [];
    announcements = new AnnouncementPace(sentence => said.push(sentence));
  });
  afterEach(() => vi.useRealTimers());

  it('says the first sentence at once', () => {
    announcements.offer('Level 1: full.');
    expect(said).toEqual(['Level 1: full.']);
  });

  it('says one in 10 s, the newest, as it is then', () => {
    let free = 0;
    announcements.offer('first');
    for (let second = 0; second < 30; second += 1) {
      announcements.offer(() => `${free} free`);
      free += 1;
      vi.advanceTimersByTime(1000);
    }
    expect(said).toEqual(['first', '11 free', '21 free']);
  });

  it('says nothing more when nothing more came, and the next one at once', () => {
    announcements.offer('first');
    vi.advanceTimersByTime(pace * 3);
    expect(said).toEqual(['first']);
    announcements.offer('second');
    expect(said).toEqual(['first', 'second']);
  });
});
