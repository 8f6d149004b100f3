import { CanvasPainter } from '@live-parking/client/canvas';
import { FrameMeter, momentOf, pictureAge, type CameraFrame, type KeptPicture, type Moment, type PictureTimes, type ServerClock } from '@live-parking/client';
import { pictureWords } from './picture-words.ts';

/** The picture of a camera that is on the screen, with its age and rate. */
export class CameraPicture {
  readonly #clock: ServerClock;
  readonly #painter = new CanvasPainter(document.createElement('canvas'));
  readonly #meter = new FrameMeter();
  #picture: PictureTimes | undefined;
  #size = '';

  constructor(clock: ServerClock) {
    this.#clock = clock;
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

  /** Paints a picture that just came. */
  async paint(frame: CameraFrame): Promise<void> {
    const times = { capturedAt: frame.capturedAt, arrivedAt: now() };
    if (!(await this.#painter.paint(frame))) return;
    this.#picture = times;
    this.#size = `${frame.width}×${frame.height}`;
    this.#meter.count(performance.now(), this.#ageOf(times));
  }

  /** Paints a picture that was kept, unless a newer one is there already. */
  async paintKept(kept: KeptPicture): Promise<void> {
    const { wall, monotonic } = now();
    const times = {
      capturedAt: (this.#clock.isKnown ? this.#clock.at(wall) : wall) - kept.ageMs,
      arrivedAt: { wall: wall - kept.ageMs, monotonic: monotonic - kept.ageMs },
    };
    if (!this.#isNewest(times) || !(await this.#painter.paint(kept))) return;
    if (this.#isNewest(times)) this.#picture = times;
  }

  #isNewest(times: PictureTimes): boolean {
    return this.#picture === undefined || this.#ageOf(times) < this.#ageOf(this.#picture);
  }

  #ageOf(picture: PictureTimes): number {
    const device = now();
    return pictureAge(picture, { gateway: this.#clock.isKnown ? this.#clock.at(device.wall) : undefined, device });
  }
}

function now(): Moment {
  return momentOf({ now: () => Date.now(), monotonic: () => performance.now() });
}
