import { CanvasPainter } from '@live-parking/client/canvas';
import { FrameMeter, momentOf, pictureAge, type CameraFrame, type KeptPicture, type Moment, type PictureTimes, type ServerClock } from '@live-parking/client';
import { pictureWords } from '@live-parking/client/driver';

/** The picture of a camera that is on the screen, with its age and rate. */
export class CameraPicture {
  readonly #clock: ServerClock;
  readonly #painter = new CanvasPainter(document.createElement('canvas'));
  readonly #meter = new FrameMeter();
  #picture: PictureTimes | undefined;
  #size = '';
  /** Counts up with each clearing: a picture that was on its way before is not shown after it. */
  #generation = 0;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  get canvas(): HTMLCanvasElement {
    return this.#painter.canvas;
  }

  /** Age of the picture that is on the screen, milliseconds; undefined while none is. */
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
    if (!(await this.#paints(frame))) return;
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
    if (!this.#isNewest(times) || !(await this.#paints(kept))) return;
    if (this.#isNewest(times)) this.#picture = times;
  }

  /** Takes the picture away, as when who could see it has left. */
  clear(): void {
    this.#generation += 1;
    this.#picture = undefined;
    this.#size = '';
    this.#wipe();
  }

  /** Paints, unless the picture was removed in between. */
  async #paints(frame: Pick<CameraFrame, 'data' | 'contentType'>): Promise<boolean> {
    const generation = this.#generation;
    if (!(await this.#painter.paint(frame))) return false;
    if (generation === this.#generation) return true;
    this.#wipe();
    return false;
  }

  #wipe(): void {
    const { canvas } = this.#painter;
    canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
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
