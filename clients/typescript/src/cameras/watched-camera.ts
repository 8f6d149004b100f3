import { AgeTimer } from '../environment/age-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { momentOf } from '../environment/moment.ts';
import type { ServerClock } from '../clock/server-clock.ts';
import type { GatewayError } from '../gateway-error.ts';
import { LiveStore } from '../live-store.ts';
import type { CameraFrame, CameraStatus, WatchOptions } from '../wire.ts';
import type { CameraLane, CameraLanes } from './camera-lanes.ts';
import type { CameraLink, CameraOptions, CameraSnapshot, CameraStore } from './camera-store.ts';
import { CameraWatch } from './camera-watch.ts';
import { isRefusal } from './session-watch.ts';
import { FrameMeter } from './frame-meter.ts';
import { FramePresenter, type FramePainter } from './frame-presenter.ts';
import { pictureAge, type PictureTimes } from './picture-age.ts';
import { pictureState, type PictureState } from './picture-state.ts';

/** The rung of an older frame says nothing about what the connection can carry now, milliseconds. */
const rungValidMs = 10_000;

/** One camera, live. */
export class WatchedCamera extends LiveStore<CameraSnapshot> implements CameraStore {
  readonly #environment: Environment;
  readonly #clock: ServerClock;
  readonly #lanes: CameraLanes;
  readonly #id: string;
  readonly #options: CameraOptions;
  readonly #watch: CameraWatch;
  readonly #ageTimer: AgeTimer;
  readonly #meter = new FrameMeter();
  readonly #presenter = new FramePresenter();
  #lane: CameraLane | undefined;
  #release: (() => void) | undefined;
  #isVisible = true;
  #wasLinked = false;
  #frame: CameraFrame | undefined;
  #times: PictureTimes | undefined;
  #camera: CameraStatus | undefined;
  #error: GatewayError | undefined;

  constructor(environment: Environment, clock: ServerClock, lanes: CameraLanes, id: string, options: CameraOptions) {
    super(environment);
    this.#environment = environment;
    this.#clock = clock;
    this.#lanes = lanes;
    this.#id = id;
    this.#options = options;
    this.#watch = new CameraWatch(environment, id, () => this.#watchOptions(), {
      frame: (frame, acknowledge) => this.#take(frame, acknowledge),
      status: status => this.#takeStatus(status),
      linked: () => this.#linked(),
      failed: error => this.#failed(error),
      alreadyWatched: () => this.#changeLane(),
    });
    this.#ageTimer = new AgeTimer(
      environment,
      () => this.#age() ?? Infinity,
      () => this.changed(),
    );
  }

  paint(painter: FramePainter): () => void {
    return this.#presenter.add(painter);
  }

  /** A hidden app watches nothing: frames that nobody sees would cost its data. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.#isVisible) return;
    this.#isVisible = isVisible;
    if (!this.isRunning) return;
    if (isVisible) this.#begin();
    else this.#finish();
    this.changed();
  }

  protected override isOutdated(snapshot: CameraSnapshot): boolean {
    return snapshot.picture !== this.#readPicture() || snapshot.link !== this.#readLink();
  }

  protected override read(): CameraSnapshot {
    const age = () => this.#age() ?? Infinity;
    return {
      frame: this.#frame,
      camera: this.#camera,
      picture: this.#readPicture(),
      link: this.#readLink(),
      fps: this.#meter.rate(this.#environment.monotonic()),
      rung: this.#frame?.rung,
      error: this.#error,
      get ageMs() {
        return age();
      },
    };
  }

  protected override start(): void {
    if (this.#isVisible) this.#begin();
    this.#ageTimer.start();
  }

  protected override stop(): void {
    this.#ageTimer.stop();
    this.#finish();
  }

  #begin(): void {
    this.#lane = this.#lanes.take(this.#id);
    this.#useLane(this.#lane);
  }

  #useLane({ link }: CameraLane): void {
    const forget = link.onState(() => {
      if (this.isRunning) this.refresh();
    });
    const release = link.use(this.#watch);
    this.#release = () => {
      forget();
      release();
    };
  }

  #finish(): void {
    this.#release?.();
    this.#release = undefined;
    if (this.#lane !== undefined) this.#lanes.leave(this.#lane, this.#id);
    this.#lane = undefined;
    this.#wasLinked = false;
    this.#error = undefined;
  }

  #changeLane(): void {
    const old = this.#lane;
    if (old === undefined) return;
    this.#release?.();
    this.#lanes.leave(old, this.#id);
    this.#lane = this.#lanes.take(this.#id, old);
    this.#useLane(this.#lane);
  }

  #watchOptions(): WatchOptions {
    const { quality = 'auto', maxFps } = this.#options;
    const rung = this.#frame?.rung;
    const isRecent = rung !== undefined && (this.#age() ?? Infinity) < rungValidMs;
    return {
      quality,
      acks: true,
      ...(maxFps === undefined ? {} : { maxFps }),
      // A watch that follows another one continues on its rung.
      ...(quality === 'auto' && isRecent ? { startRung: rung } : {}),
    };
  }

  #take(frame: CameraFrame, acknowledge: () => void): void {
    this.#frame = frame;
    this.#times = { capturedAt: frame.capturedAt, arrivedAt: momentOf(this.#environment) };
    this.#error = undefined;
    this.#meter.count(this.#environment.monotonic(), this.#age() ?? 0);
    this.#presenter.present(frame, acknowledge);
    this.changed();
  }

  #takeStatus(status: CameraStatus): void {
    if (!this.#isThisCamera(status)) return;
    this.#camera = status;
    this.changed();
  }

  /** Whether a status is that of this camera. A location's id names its first camera, and only a picture shows which one that is. */
  #isThisCamera({ id, locationId }: CameraStatus): boolean {
    if (id === this.#id || id === this.#frame?.cameraId) return true;
    return this.#frame === undefined && locationId === this.#id && this.#lane?.cameras.has(id) !== true;
  }

  #linked(): void {
    if (this.#watch.isLinked) {
      this.#wasLinked = true;
      this.#error = undefined;
    }
    if (this.isRunning) this.changed();
  }

  #failed(error: GatewayError): void {
    this.#error = error;
    this.changed();
  }

  #age(): number | undefined {
    if (this.#times === undefined) return undefined;
    const device = momentOf(this.#environment);
    return pictureAge(this.#times, { gateway: this.#clock.isKnown ? this.#clock.at(device.wall) : undefined, device });
  }

  #readLink(): CameraLink {
    if (this.#watch.isLinked && this.#lane?.link.state === 'connected') return 'live';
    return this.#wasLinked || this.#lane?.link.isDown === true ? 'lost' : 'loading';
  }

  #readPicture(): PictureState {
    const link = this.#readLink();
    return pictureState({
      isWatched: this.isRunning && this.#isVisible,
      isRefused: isRefusal(this.#error) || this.#lane?.link.state === 'refused',
      hasFailed: this.#error !== undefined,
      camera: link === 'live' ? this.#camera?.state : undefined,
      age: this.#age(),
    });
  }
}
