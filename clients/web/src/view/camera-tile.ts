import { describeCamera } from '../cameras/camera-display.ts';
import { CameraPicture } from '../cameras/camera-picture.ts';
import { shouldWatch } from '../cameras/watch-conditions.ts';
import { watchState, type WatchState } from '../cameras/watch-state.ts';
import type { CameraStatus, CameraStore, LiveParkingClient } from '@live-parking/client';
import type { CameraDialog } from './camera-dialog.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import type { ElementsInView } from './elements-in-view.ts';
import { icon } from './icons.ts';
import type { Part } from './keyed-children.ts';

/** What all tiles share. */
export interface TileSurroundings {
  readonly client: LiveParkingClient;
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
  readonly #store: CameraStore;
  readonly #stopPainting: () => void;
  readonly #chip = new Chip();
  readonly #message = el('span', { class: 'camera-message' });
  readonly #name = el('h3', { class: 'camera-name' });
  readonly #purpose = el('span', { class: 'visually-hidden' });
  readonly #level = el('span', { class: 'camera-level' });
  readonly #smallPrint = el('p', { class: 'camera-print' });
  readonly #stage: HTMLButtonElement;
  readonly element: HTMLElement;
  #status: CameraStatus | undefined;
  #isInView = false;
  #unsubscribe: (() => void) | undefined;
  #shownWatch = '';
  #lingerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(cameraId: string, around: TileSurroundings) {
    this.#around = around;
    this.#picture = new CameraPicture(around.client.clock);
    this.#store = around.client.camera(cameraId);
    this.#stopPainting = this.#store.paint(frame => this.#picture.paint(frame));
    this.#picture.canvas.className = 'camera-canvas';
    this.#stage = el(
      'button',
      { type: 'button', class: 'camera-stage' },
      this.#purpose,
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
    setText(this.#purpose, `${status.name}: enlarge the picture`);
    this.tick();
  }

  /** Shows the state and the age as they are now, and watches or stops as the page is seen or not. */
  tick(): void {
    const enlarged = this.#around.dialog.shows(this.#stage);
    this.#want(
      shouldWatch({ pageVisible: !document.hidden, inView: this.#isInView, enlarged, anyEnlarged: this.#around.dialog.isOpen }),
    );
    const watch = this.#watch;
    this.#shownWatch = watch.kind;
    const display = describeCamera({ status: this.#status, watch, age: this.#picture.age });
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
    this.#want(false);
    this.#stopPainting();
  }

  get #watch(): WatchState {
    return watchState(this.#unsubscribe !== undefined, this.#store.getSnapshot());
  }

  #want(isWanted: boolean): void {
    if (isWanted === (this.#unsubscribe !== undefined)) return;
    this.#unsubscribe?.();
    // Every picture tells here; what the tile says changes rarely.
    this.#unsubscribe = isWanted ? this.#store.subscribe(() => this.#watch.kind !== this.#shownWatch && this.tick()) : undefined;
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
