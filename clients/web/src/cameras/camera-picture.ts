import type { ServerClock } from '../clock/server-clock.ts';
import type { CameraFrame } from '../wire.ts';
import { FrameMeter } from './frame-meter.ts';
import { FramePainter } from './frame-painter.ts';
import { NewestWins } from './newest-wins.ts';
import { pictureAge, type PictureTimes } from './picture-age.ts';
import { pictureWords } from './picture-words.ts';

/** The picture of a camera: always the newest one, with its age and rate. */
export class CameraPicture {
  readonly #clock: ServerClock;
  readonly #shown: (frame: CameraFrame) => void;
  readonly #painter = new FramePainter();
  readonly #meter = new FrameMeter();
  readonly #frames = new NewestWins<PictureTimes & { readonly frame: CameraFrame }>(item => this.#paint(item));
  #picture: PictureTimes | undefined;
  #size = '';

  /** @param shown Called for each picture that was dealt with, so that it can be acknowledged. */
  constructor(clock: ServerClock, shown: (frame: CameraFrame) => void) {
    this.#clock = clock;
    this.#shown = shown;
  }

  get canvas(): HTMLCanvasElement {
    return this.#painter.canvas;
  }

  /** Age of the picture that is on the screen, milliseconds; nothing while none is. */
  get age(): number | undefined {
    return this.#picture === undefined ? undefined : this.#ageOf(this.#picture);
  }

  /** The small print: `24 fps · 85 ms old · 1280×720`; empty while there is no picture. */
  get smallPrint(): string {
    const { age } = this;
    if (age === undefined) return '';
    const now = performance.now();
    return pictureWords({ age, fps: this.#meter.rate(now), shownAge: this.#meter.age(now), size: this.#size });
  }

  /** Takes a picture that just came. */
  offer(frame: CameraFrame): void {
    this.#frames.offer({ frame, capturedAt: frame.capturedAt, arrivedAt: performance.now() });
  }

  async #paint(item: PictureTimes & { readonly frame: CameraFrame }): Promise<void> {
    const { frame, capturedAt, arrivedAt } = item;
    if (await this.#painter.paint(frame)) {
      this.#picture = { capturedAt, arrivedAt };
      this.#size = `${frame.width}×${frame.height}`;
      this.#meter.count(performance.now(), this.#ageOf(item));
    }
    this.#shown(frame);
  }

  #ageOf(picture: PictureTimes): number {
    return pictureAge(picture, { wall: this.#clock.at(Date.now()), monotonic: performance.now() });
  }
}
