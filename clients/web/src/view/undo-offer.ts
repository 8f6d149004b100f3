import { t } from '../language/language.ts';
import type { Undo } from './operation.ts';

/** How long something can be undone, milliseconds. */
export const undoableFor = 10_000;

/** Something that was done and can be undone for a while. */
interface Done {
  readonly kind: 'entry' | 'exit';
  readonly undo: Undo;
  readonly until: number;
}

/** Recent actions that can be undone, the newest first. */
export class UndoOffer {
  #done: Done[] = [];

  add(kind: 'entry' | 'exit', undo: Undo, now: number): void {
    this.#done.push({ kind, undo, until: now + undoableFor });
  }

  /** The newest that can still be undone. */
  newest(now: number): { readonly kind: 'entry' | 'exit'; readonly undo: Undo } | undefined {
    this.#done = this.#done.filter(({ until }) => until > now);
    return this.#done.at(-1);
  }

  /** Whole seconds for which the newest can still be undone. */
  secondsLeft(now: number): number {
    return Math.max(0, Math.ceil(((this.#done.at(-1)?.until ?? now) - now) / 1000));
  }

  /** It was undone. */
  remove(undo: Undo): void {
    this.#done = this.#done.filter(action => action.undo !== undo);
  }
}

/** The text for a stored action. */
export function storedWords(kind: 'entry' | 'exit'): string {
  return t(kind === 'entry' ? 'operate.storedIn' : 'operate.storedOut');
}

/** The text for an undone action. */
export function undoneWords(kind: 'entry' | 'exit'): string {
  return t(kind === 'entry' ? 'operate.undoneIn' : 'operate.undoneOut');
}
