import { describeCamera } from '../cameras/camera-display.ts';
import { CameraPicture } from '../cameras/camera-picture.ts';
import { CameraWatch } from '../cameras/camera-watch.ts';
import { shouldWatch } from '../cameras/watch-conditions.ts';
import type { ServerClock } from '../clock/server-clock.ts';
import type { HubLink } from '../link/hub-link.ts';
import type { CameraStatus } from '../wire.ts';
import type { CameraDialog } from './camera-dialog.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import type { ElementsInView } from './elements-in-view.ts';
import { icon } from './icons.ts';
import type { Part } from './keyed-children.ts';

/** What all tiles share. */
export interface TileSurroundings {
  readonly link: HubLink;
  readonly clock: ServerClock;
  readonly inView: ElementsInView;
  readonly dialog: CameraDialog;
}

/** A camera and, where it shows one, the name of its level. */
export interface ShownCamera {
  readonly status: CameraStatus;
  readonly levelName?: string;
}

/** How long a camera that scrolled away is still watched, milliseconds: scrolling past must not start and stop it. */
const linger = 1000;

/** One camera: its live picture, what it does, and how old the picture is. */
export class CameraTile implements Part<ShownCamera> {
  readonly #around: TileSurroundings;
  readonly #picture: CameraPicture;
  readonly #watch: CameraWatch;
  readonly #chip = new Chip();
  readonly #message = el('span', { class: 'camera-message' });
  readonly #name = el('h3', { class: 'camera-name' });
  readonly #level = el('span', { class: 'camera-level' });
  readonly #smallPrint = el('p', { class: 'camera-print' });
  readonly #stage: HTMLButtonElement;
  readonly element: HTMLElement;
  #status: CameraStatus | undefined;
  #isInView = false;
  #lingerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(cameraId: string, around: TileSurroundings) {
    this.#around = around;
    this.#picture = new CameraPicture(around.clock, frame => this.#watch.acknowledge(frame.sequence));
    this.#watch = new CameraWatch(
      around.link,
      cameraId,
      frame => this.#picture.offer(frame),
      () => this.tick(),
    );
    this.#picture.canvas.className = 'camera-canvas';
    this.#stage = el(
      'button',
      { type: 'button', class: 'camera-stage' },
      this.#picture.canvas,
      this.#message,
      this.#chip.element,
      el('span', { class: 'camera-enlarge' }, icon('enlarge')),
    );
    this.#stage.addEventListener('click', () => this.#enlarge());
    this.element = el(
      'li',
      { class: 'card camera', 'data-camera': cameraId },
      el('div', { class: 'camera-frame' }, this.#stage),
      el('div', { class: 'camera-foot' }, el('div', { class: 'camera-title' }, this.#name, this.#level), this.#smallPrint),
    );
    around.inView.watch(this.element, isInView => this.#seen(isInView));
  }

  update({ status, levelName }: ShownCamera): void {
    this.#status = status;
    setText(this.#name, status.name);
    setText(this.#level, levelName === undefined || status.name.includes(levelName) ? '' : levelName);
    setAttribute(this.#stage, 'aria-label', `${status.name}: enlarge the picture`);
    this.tick();
  }

  /** Shows the state and the age as they are now, and watches or stops as the page is seen or not. */
  tick(): void {
    const enlarged = this.#around.dialog.shows(this.#stage);
    this.#watch.want(
      shouldWatch({ pageVisible: !document.hidden, inView: this.#isInView, enlarged, anyEnlarged: this.#around.dialog.isOpen }),
    );
    const display = describeCamera({ status: this.#status, watch: this.#watch.state, age: this.#picture.age });
    this.#chip.show(display.tone, display.word);
    setText(this.#message, display.message ?? '');
    setAttribute(this.#stage, 'data-tone', display.tone);
    setAttribute(this.#stage, 'data-dimmed', display.dimmed ? '' : undefined);
    setText(this.#smallPrint, display.dimmed ? '' : this.#picture.smallPrint);
    if (enlarged) this.#around.dialog.print(this.#smallPrint.textContent);
  }

  dispose(): void {
    clearTimeout(this.#lingerTimer);
    this.#around.inView.forget(this.element);
    if (this.#around.dialog.shows(this.#stage)) this.#around.dialog.close();
    this.#watch.dispose();
  }

  #seen(isInView: boolean): void {
    clearTimeout(this.#lingerTimer);
    if (isInView) {
      this.#isInView = true;
      this.tick();
    } else {
      this.#lingerTimer = setTimeout(() => {
        this.#isInView = false;
        this.tick();
      }, linger);
    }
  }

  #enlarge(): void {
    if (this.#around.dialog.shows(this.#stage)) this.#around.dialog.close();
    else this.#around.dialog.open(this.#stage, this.#status?.name ?? '');
    this.tick();
  }
}
