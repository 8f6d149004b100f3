import type { ISubscription } from '@microsoft/signalr';
import { readHubError } from '../link/hub-error.ts';
import type { HubLink } from '../link/hub-link.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { cameraHub, type CameraFrame, type WatchOptions } from '../wire.ts';

/** How a watch is going. */
export type WatchState =
  /** Nobody wants it. */
  | { readonly kind: 'off' }
  /** Asked for; pictures come, or will. */
  | { readonly kind: 'on' }
  /** The connection is gone; the watch resumes with it. */
  | { readonly kind: 'unlinked' }
  /** It failed and will be tried again. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The gateway won't let this viewer watch; it is not tried again. */
  | { readonly kind: 'refused'; readonly message: string };

const refusals = new Set(['forbidden', 'unauthorized']);

/** The gateway has not finished with the watch that was ended a moment ago; it only needs to be asked again. */
const notYetEnded = 'already-watching';

/** Watches one camera while it is wanted, again after every fault and lost connection. */
export class CameraWatch {
  readonly #link: HubLink;
  readonly #cameraId: string;
  readonly #onFrame: (frame: CameraFrame) => void;
  readonly #onState: (state: WatchState) => void;
  readonly #forgetLink: () => void;
  #wanted = false;
  /** Counts the subscriptions: what an earlier one still says is not heard. */
  #life = 0;
  #subscription: ISubscription<CameraFrame> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: WatchState = { kind: 'off' };

  constructor(link: HubLink, cameraId: string, onFrame: (frame: CameraFrame) => void, onState: (state: WatchState) => void) {
    this.#link = link;
    this.#cameraId = cameraId;
    this.#onFrame = onFrame;
    this.#onState = onState;
    this.#forgetLink = link.onState(state => {
      this.#drop();
      this.#failures = 0;
      if (this.#wanted) this.#proceed(state === 'connected');
    });
  }

  get state(): WatchState {
    return this.#state;
  }

  /** Starts or stops the watch. */
  want(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#drop();
    if (wanted) this.#proceed(this.#link.state === 'connected');
    else if (this.#state.kind !== 'refused') this.#become({ kind: 'off' });
  }

  /** Tells the gateway that everything up to this picture has been shown. */
  acknowledge(sequence: number): void {
    if (this.#subscription !== undefined) void this.#acknowledge(sequence);
  }

  /** Ends the watch for good. */
  dispose(): void {
    this.want(false);
    this.#forgetLink();
  }

  async #acknowledge(sequence: number): Promise<void> {
    try {
      await this.#link.send(cameraHub.ack, this.#cameraId, sequence);
    } catch (error) {
      // Sending fails only when the connection is going down; the watch resumes with the link.
      if (this.#link.state === 'connected') this.#failed(readHubError(error).message);
    }
  }

  #proceed(connected: boolean): void {
    if (!connected) {
      this.#become({ kind: 'unlinked' });
      return;
    }
    const options: WatchOptions = { quality: 'auto', acks: true };
    const life = ++this.#life;
    this.#become({ kind: 'on' });
    this.#subscription = this.#link.stream<CameraFrame>(cameraHub.watch, this.#cameraId, options).subscribe({
      next: frame => {
        if (life !== this.#life) return;
        this.#failures = 0;
        if (this.#state.kind !== 'on') this.#become({ kind: 'on' });
        this.#onFrame(frame);
      },
      complete: () => {
        if (life === this.#life) this.#failed('The picture ended.');
      },
      error: error => {
        if (life === this.#life) this.#ended(error);
      },
    });
  }

  #ended(error: unknown): void {
    const { code, message } = readHubError(error);
    if (refusals.has(code)) {
      this.#drop();
      this.#become({ kind: 'refused', message });
    } else {
      this.#failed(code === notYetEnded ? undefined : message);
    }
  }

  /** @param message For people; without one the watch only seems to begin later. */
  #failed(message: string | undefined): void {
    this.#drop();
    // A lost connection ends the stream too, and the link's own loop brings it back.
    if (!this.#wanted || this.#link.state !== 'connected') return;
    if (message !== undefined) this.#become({ kind: 'failed', message });
    this.#timer = setTimeout(() => this.#proceed(this.#link.state === 'connected'), reconnectDelay(this.#failures + 2, Math.random()));
    this.#failures += 1;
  }

  #drop(): void {
    this.#life += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const subscription = this.#subscription;
    this.#subscription = undefined;
    if (subscription !== undefined && this.#link.state === 'connected') subscription.dispose();
  }

  #become(state: WatchState): void {
    this.#state = state;
    this.#onState(state);
  }
}
