import type { CameraFrame } from '../wire.ts';
import { NewestWins } from './newest-wins.ts';

/** Shows a picture; resolves when it is on the screen, or can't be. Must not reject. */
export type FramePainter = (frame: CameraFrame) => Promise<void>;

/** A picture, and what says that it has been shown. */
interface Showing {
  readonly frame: CameraFrame;
  readonly acknowledge: () => void;
}

/** Hands pictures to those who paint them, always the newest, and acknowledges each when all have painted it. */
export class FrameShow {
  readonly #painters = new Set<{ readonly paint: FramePainter }>();
  readonly #frames = new NewestWins<Showing>(async ({ frame, acknowledge }) => {
    await Promise.all([...this.#painters].map(({ paint }) => paint(frame)));
    acknowledge();
  });

  /** Adds one who paints, until the returned function is called. */
  add(paint: FramePainter): () => void {
    const entry = { paint };
    this.#painters.add(entry);
    return () => void this.#painters.delete(entry);
  }

  /** Shows a picture; without anybody who paints, it has been shown. */
  show(frame: CameraFrame, acknowledge: () => void): void {
    if (this.#painters.size === 0) acknowledge();
    else this.#frames.offer({ frame, acknowledge });
  }
}
