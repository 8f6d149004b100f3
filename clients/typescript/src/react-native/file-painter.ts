import type { FramePainter } from '../cameras/frame-presenter.ts';
import type { CameraFrame } from '../wire.ts';

/** Where pictures are written for the native image view, which reads files and no bytes. */
export interface PictureFiles {
  /** Writes a new file. @returns Its address. */
  write(name: string, bytes: Uint8Array): string;
  /** Removes a file that this wrote. */
  remove(uri: string): void;
}

/** The timers that are used. */
export interface PainterTimers {
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: never): void;
}

/**
 * How long the view may take to show a picture, milliseconds. A view that is not laid out, as on a screen behind another, reports nothing; the
 * pictures go on, and the newest is there when it is.
 */
const timeoutMs = 1000;

/**
 * Shows pictures through files: each is written to a file of a new name, handed to the native view, and removed when the next one is on the
 * screen. So the native view always has a whole picture, bytes never become base64, and at most two files exist.
 */
export class FilePainter {
  readonly #files: PictureFiles;
  readonly #show: (uri: string) => void;
  readonly #timers: PainterTimers;
  readonly #name: string;
  #count = 0;
  /** The file of the picture on the screen. */
  #shown: string | undefined;
  /** The file that the view is loading. */
  #loading: { readonly uri: string; readonly done: () => void } | undefined;
  #isEnded = false;

  /**
   * @param name Of this painter: no other painter has the same.
   * @param show Hands the address of a file to the view, which then calls {@link displayed} or {@link failed}.
   */
  constructor(files: PictureFiles, name: string, show: (uri: string) => void, timers: PainterTimers = globalThis) {
    this.#files = files;
    this.#name = name;
    this.#show = show;
    this.#timers = timers;
  }

  /** Paints a frame; resolves when it is on the screen, could not be painted, or has timed out. */
  readonly paint: FramePainter = async (frame: Pick<CameraFrame, 'data'>): Promise<void> => {
    if (this.#isEnded) return;
    // One that is still being loaded is replaced.
    this.#settle(true);
    const uri = this.#write(frame.data);
    if (uri === undefined) return;
    await new Promise<void>(resolve => {
      const timer = this.#timers.setTimeout(() => this.#settle(true), timeoutMs);
      this.#loading = {
        uri,
        done: () => {
          this.#timers.clearTimeout(timer as never);
          resolve();
        },
      };
      this.#show(uri);
    });
  };

  /** The view has put the picture that it was handed last on the screen. */
  displayed(): void {
    this.#settle(true);
  }

  /** The view can't show that picture, for it is damaged: what was on the screen stays. */
  failed(): void {
    this.#settle(false);
  }

  /** Shows no more, and removes the files. */
  end(): void {
    this.#isEnded = true;
    this.#settle(true);
    if (this.#shown !== undefined) this.#files.remove(this.#shown);
    this.#shown = undefined;
  }

  /** A device without room can't show this picture. The error is thrown by itself: the pictures go on, and may find room. */
  #write(bytes: Uint8Array): string | undefined {
    this.#count += 1;
    try {
      return this.#files.write(`${this.#name}-${this.#count}.jpg`, bytes);
    } catch (error) {
      void Promise.reject(error as Error);
      return undefined;
    }
  }

  #settle(isShown: boolean): void {
    const loading = this.#loading;
    if (loading === undefined) return;
    this.#loading = undefined;
    const outdated = isShown ? this.#shown : loading.uri;
    if (isShown) this.#shown = loading.uri;
    if (outdated !== undefined) this.#files.remove(outdated);
    loading.done();
  }
}
