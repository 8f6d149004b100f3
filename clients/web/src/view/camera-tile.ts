import { becamePrivateWords, describeCamera } from '@live-parking/client/driver';
import { CameraPicture } from '../cameras/camera-picture.ts';
import { isDataDear, playsAfterTouch, videoOptions, type NetworkInformation } from '@live-parking/client/driver';
import type { LastTouch } from '../cameras/last-touch.ts';
import { shouldWatch } from '../cameras/watch-conditions.ts';
import { watchState, type WatchState } from '@live-parking/client/driver';
import { ProblemError, type CameraStatus, type CameraStore, type LiveParkingClient, type LocationNotice } from '@live-parking/client';
import type { CameraDialog } from './camera-dialog.ts';
import { CameraStage } from './camera-stage.ts';
import { el, setAttribute, setText } from './dom.ts';
import type { ElementsInView } from './elements-in-view.ts';
import type { Part } from './keyed-children.ts';

/** Shared by all tiles. */
export interface TileSurroundings {
  readonly client: LiveParkingClient;
  readonly inView: ElementsInView;
  readonly dialog: CameraDialog;
  readonly lastTouch: LastTouch;
  /** Whether the page had a token that has ended. */
  readonly isTokenExpired: () => boolean;
}

/** A camera and, where it shows one, the name of its level. */
export interface ShownCamera {
  readonly status: CameraStatus;
  readonly levelName: string | undefined;
  /** Shown with the enlarged picture; on the page it is beside the tiles. */
  readonly notice: LocationNotice | undefined;
  /** For operators the picture plays automatically. */
  readonly isOperator: boolean;
}

/** How long a camera that has scrolled out of view is still watched, milliseconds: scrolling past must not start and stop it. */
const linger = 1000;

/** A kept picture is asked for again after so long, milliseconds: when the tile comes back into view, and while the camera is refused. */
const keptFor = 30_000;

/** A kept picture on a driver's phone: as good as what plays there. */
const keptQuality = 'medium';

/**
 * One camera. A driver sees its last picture, and it plays when it is tapped, until two minutes after the last touch; an operator's plays
 * by itself. It says how old what it shows is.
 */
export class CameraTile implements Part<ShownCamera> {
  readonly #id: string;
  readonly #around: TileSurroundings;
  readonly #picture: CameraPicture;
  readonly #name = el('h3', { class: 'camera-name' });
  readonly #level = el('span', { class: 'camera-level' });
  readonly #smallPrint = el('p', { class: 'camera-print' });
  readonly #becamePrivate = el('p', { class: 'camera-private', hidden: '' });
  readonly #stage: CameraStage;
  readonly element: HTMLElement;
  #store: CameraStore;
  #stopPainting: (() => void) | undefined;
  #shown: ShownCamera | undefined;
  #isInView = false;
  #isPlayed = false;
  #isPaused = false;
  #isForbidden = false;
  #wasSeen = false;
  #keptAskedAt = -Infinity;
  #unsubscribe: (() => void) | undefined;
  #shownWatch = '';
  #lingerTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(cameraId: string, around: TileSurroundings) {
    this.#id = cameraId;
    this.#around = around;
    this.#picture = new CameraPicture(around.client.clock);
    this.#store = around.client.camera(cameraId);
    this.#stage = new CameraStage(
      this.#picture.canvas,
      () => this.#tapped(),
      () => this.#stop(false),
    );
    this.element = el(
      'li',
      { class: 'card camera', 'data-camera': cameraId },
      el('div', { class: 'camera-frame' }, this.#stage.element),
      el('div', { class: 'camera-foot' }, el('div', { class: 'camera-title' }, this.#name, this.#level), this.#smallPrint, this.#becamePrivate),
    );
    around.inView.watch(this.element, isInView => this.#seen(isInView));
  }

  update(shown: ShownCamera): void {
    const { status, levelName, isOperator } = shown;
    this.#shown = shown;
    setText(this.#name, status.name);
    setText(this.#level, levelName === undefined || status.name.includes(levelName) ? '' : levelName);
    const becamePrivate = becamePrivateWords(status);
    setText(this.#becamePrivate, becamePrivate ?? '');
    this.#becamePrivate.hidden = becamePrivate === undefined;
    // Technical details of a picture are for operators.
    this.#smallPrint.hidden = !isOperator;
    this.tick();
  }

  /** The token changed or was removed: a refused camera may be allowed now, and a shown one may be forbidden to the current viewer. */
  tokenChanged(): void {
    this.#picture.clear();
    this.#isForbidden = false;
    this.#wasSeen = false;
    this.#keptAskedAt = -Infinity;
    this.tick();
  }

  /** Shows the state and the age as they are now, and watches or stops as the page is seen or not. */
  tick(): void {
    if (this.#shown === undefined) return;
    const { status, isOperator, notice } = this.#shown;
    const { dialog, lastTouch } = this.#around;
    const enlarged = dialog.shows(this.#stage.element);
    if (!isOperator && this.#isPlayed && lastTouch.age >= playsAfterTouch) this.#stop(true);
    const isSaving = !isOperator && isDataDear(connection());
    const isWatched = shouldWatch({
      isWanted: isOperator || this.#isPlayed,
      pageVisible: !document.hidden,
      inView: this.#isInView,
      enlarged,
      anyEnlarged: dialog.isOpen,
    });
    this.#watchAs(isWatched, this.#around.client.camera(this.#id, videoOptions(isOperator, isSaving)));
    const watch = this.#watch;
    if (!isOperator && this.#isPlayed && watch.kind === 'refused') {
      this.#isForbidden = true;
      this.#stop(false);
      return;
    }
    this.#showKeptOnSight(!isOperator && !this.#isPlayed && this.#isInView && !document.hidden);
    this.#shownWatch = watch.kind;
    const { age, smallPrint } = this.#picture;
    const isTokenExpired = this.#around.isTokenExpired();
    const display = describeCamera({ status, watch, age, isOperator, isPaused: this.#isPaused, isTokenExpired });
    this.#stage.show({
      name: status.name,
      display,
      isEnlarged: enlarged,
      canStop: !isOperator && this.#isPlayed,
      hasPicture: age !== undefined,
      isSaving,
    });
    setAttribute(this.element, 'data-watched', isWatched ? '' : undefined);
    setText(this.#smallPrint, !isOperator || display.cover !== 'none' ? '' : smallPrint);
    if (enlarged) dialog.update(this.#smallPrint.textContent, notice);
  }

  dispose(): void {
    // A kept picture that still comes changes nothing any more.
    this.#shown = undefined;
    clearTimeout(this.#lingerTimer);
    this.#around.inView.forget(this.element);
    if (this.#around.dialog.shows(this.#stage.element)) this.#around.dialog.close();
    this.#watchAs(false, this.#store);
  }

  get #watch(): WatchState {
    const isWatched = this.#unsubscribe !== undefined;
    if (!isWatched && this.#isForbidden) return { kind: 'refused', message: '' };
    return watchState(isWatched, this.#store.getSnapshot());
  }

  /** Watches by these options, or not at all. */
  #watchAs(isWatched: boolean, store: CameraStore): void {
    if (isWatched === (this.#unsubscribe !== undefined) && (!isWatched || store === this.#store)) return;
    this.#unsubscribe?.();
    this.#stopPainting?.();
    this.#unsubscribe = undefined;
    this.#stopPainting = undefined;
    if (!isWatched) return;
    this.#store = store;
    this.#stopPainting = store.paint(frame => this.#picture.paint(frame));
    // Called for every picture; the tile's text changes rarely.
    this.#unsubscribe = store.subscribe(() => this.#watch.kind !== this.#shownWatch && this.tick());
  }

  /** Shows the last picture that anybody saw when the tile comes into view. A refused camera is asked again while it is seen: it may have been opened. */
  #showKeptOnSight(isSeen: boolean): void {
    const isWanted = isSeen && (!this.#wasSeen || this.#isForbidden);
    this.#wasSeen = isSeen;
    const now = performance.now();
    if (!isWanted || now - this.#keptAskedAt < keptFor) return;
    this.#keptAskedAt = now;
    void this.#showKept();
  }

  /** Shows the last picture that anybody saw, without starting the camera. */
  async #showKept(): Promise<void> {
    try {
      const kept = await this.#around.client.http.keptPicture(this.#id, keptQuality);
      this.#isForbidden = false;
      if (kept !== undefined) await this.#picture.paintKept(kept);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Any other failure leaves the tile unchanged; the next time that it comes into view it asks again.
      if (error.isRefusal) this.#isForbidden = true;
    }
    this.tick();
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

  #tapped(): void {
    const { dialog } = this.#around;
    const isOperator = this.#shown?.isOperator === true;
    if (!isOperator && !this.#isPlayed) {
      this.#isPlayed = true;
      this.#isPaused = false;
      this.#isForbidden = false;
    } else if (dialog.shows(this.#stage.element)) dialog.close();
    else dialog.open(this.#stage.element, this.#shown?.status.name ?? '');
    this.tick();
  }

  #stop(isPaused: boolean): void {
    this.#isPlayed = false;
    this.#isPaused = isPaused;
    // The last seen picture is newer than the kept one.
    this.#keptAskedAt = performance.now();
    if (!isPaused) this.tick();
  }
}

function connection(): NetworkInformation | undefined {
  return (navigator as { readonly connection?: NetworkInformation }).connection;
}
