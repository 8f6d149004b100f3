import { beforeEach, describe, expect, it, vi } from 'vitest';
import { undoableFor, UndoOffer } from '../src/view/undo-offer.ts';
import { Announcements } from '../src/view/announcements.ts';

describe('announcements', () => {
  beforeEach(() => void vi.useFakeTimers());

  function speaking() {
    const said: { readonly text: string; readonly at: number }[] = [];
    const start = Date.now();
    return { said, announcements: new Announcements(text => said.push({ text, at: Date.now() - start })) };
  }

  it('are said at once, and then at most once in ten seconds, newest of each matter', async () => {
    const { said, announcements } = speaking();
    announcements.add('p1', 'P1: open.');
    for (let second = 0; second < 9; second += 1) {
      announcements.add('p1', `P1: ${second} free.`);
      announcements.add('p2', 'P2: full.');
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(said.map(({ text }) => text)).toEqual(['P1: open.']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(said).toEqual([
      { text: 'P1: open.', at: 0 },
      { text: 'P1: 8 free. P2: full.', at: 10_000 },
    ]);
  });

  it('are said at once again after a quiet time', async () => {
    const { said, announcements } = speaking();
    announcements.add('a', 'A.');
    await vi.advanceTimersByTimeAsync(25_000);
    announcements.add('b', 'B.');
    expect(said.map(({ at }) => at)).toEqual([0, 25_000]);
  });

  it('are never a long speech', async () => {
    const { said, announcements } = speaking();
    announcements.add('first', 'First.');
    for (const name of ['1', '2', '3', '4', '5']) announcements.add(name, `${name}.`);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said[1]?.text).toBe('3. 4. 5.');
  });

  it('end when they are stopped', async () => {
    const { said, announcements } = speaking();
    announcements.add('a', 'A.');
    announcements.add('b', 'B.');
    announcements.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(said).toHaveLength(1);
  });
});

describe('UndoOffer', () => {
  const undo = () => async () => {};

  it('offers the newest, for ten seconds', () => {
    const offer = new UndoOffer();
    const [first, second] = [undo(), undo()];
    offer.add('entry', first, 0);
    offer.add('exit', second, 4000);
    expect(offer.newest(4000)).toMatchObject({ kind: 'exit', undo: second });
    expect(offer.secondsLeft(4000)).toBe(10);
    expect(offer.secondsLeft(12_100)).toBe(2);
    expect(offer.newest(4000 + undoableFor)).toBeUndefined();
  });

  it('goes back to the one before when the newest was undone, as long as that one can be', () => {
    const offer = new UndoOffer();
    const [first, second] = [undo(), undo()];
    offer.add('entry', first, 0);
    offer.add('exit', second, 4000);
    offer.remove(second);
    expect(offer.newest(5000)?.undo).toBe(first);
    expect(offer.newest(undoableFor)).toBeUndefined();
  });
});
