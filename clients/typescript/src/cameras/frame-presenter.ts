import type { CameraFrame } from '../wire.ts';
import { NewestWins } from './newest-wins.ts';

/** Paints a frame; resolves when it is on the screen or could not be painted. Must not reject. */
export type FramePainter = (frame: CameraFrame) => Promise<void>;

/** A frame with its acknowledgement. */
interface PendingFrame {
  readonly frame: CameraFrame;
  readonly acknowledge: () => void;
}

/** Passes the newest frame to all painters and acknowledges it when all have painted it. */
export class FramePresenter {
  readonly #painters = new Set<{ readonly paint: FramePainter }>();
  readonly #frames = new NewestWins<PendingFrame>(async ({ frame, acknowledge }) => {
    await Promise.all([...this.#painters].map(({ paint }) => paint(frame)));
    acknowledge();
  });

  /** Adds a painter until the returned function is called. */
  add(paint: FramePainter): () => void {
    const entry = { paint };
    this.#painters.add(entry);
    return () => void this.#painters.delete(entry);
  }

  /** Presents a frame; with no painter it is acknowledged at once. */
  present(frame: CameraFrame, acknowledge: () => void): void {
    if (this.#painters.size === 0) acknowledge();
    else this.#frames.offer({ frame, acknowledge });
  }
}
