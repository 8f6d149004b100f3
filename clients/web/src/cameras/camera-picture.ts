import { delayWords } from '../clock/age-words.ts';
import type { ServerClock } from '../clock/server-clock.ts';
import type { CameraFrame } from '../wire.ts';
import { FramePainter } from './frame-painter.ts';
import { FrameRate } from './frame-rate.ts';
import { NewestWins } from './newest-wins.ts';
import { pictureAge, type PictureTimes } from './picture-age.ts';

/** The picture of a camera: always the newest one, with its age and rate. */
export class CameraPicture {
  readonly #clock: ServerClock;
  readonly #shown: (frame: CameraFrame) => void;
  readonly #painter = new FramePainter();
  readonly #rate = new FrameRate();
  readonly #frames = new NewestWins<PictureTimes & { readonly frame: CameraFrame }>(item => this.#paint(item));
  #picture: PictureTimes | undefined;
  #size = '';
  /** Age of the pictures when they were painted, smoothed, milliseconds. */
  #delay: number | undefined;

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

  /** The small print: `24 fps · 85 ms · 1280×720`; empty while there is no picture. */
  get smallPrint(): string {
    if (this.age === undefined || this.#delay === undefined) return '';
    const fps = this.#rate.at(performance.now());
    return [fps < 0.1 ? '' : `${fps.toFixed(fps < 9.5 ? 1 : 0)} fps`, `${delayWords(Math.max(this.#delay, this.age > 1000 ? this.age : 0))} old`, this.#size]
      .filter(part => part !== '')
      .join(' · ');
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
      this.#rate.count(performance.now());
      const age = this.#ageOf(item);
      this.#delay = this.#delay === undefined ? age : this.#delay + (age - this.#delay) / 8;
    }
    this.#shown(frame);
  }

  #ageOf(picture: PictureTimes): number {
    return pictureAge(picture, { wall: this.#clock.at(Date.now()), monotonic: performance.now() });
  }
}
