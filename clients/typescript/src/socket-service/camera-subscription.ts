import type { LiveParkingClient } from '../live-parking-client.ts';
import { videoFrame, type VideoFrame } from './payloads.ts';

/** A camera that an app subscribed to. */
export class CameraSubscription {
  readonly #id: string;
  readonly #listener: (frame: VideoFrame) => void;
  #end: (() => void) | undefined;

  constructor(id: string, listener: (frame: VideoFrame) => void) {
    this.#id = id;
    this.#listener = listener;
  }

  /** Begins over a client. */
  use(client: LiveParkingClient): void {
    this.end();
    const store = client.camera(this.#id);
    const before = store.getSnapshot().frame;
    let newest = before;
    this.#end = store.subscribe(() => {
      const { frame } = store.getSnapshot();
      if (frame === undefined || frame === newest) return;
      newest = frame;
      this.#listener(videoFrame(frame));
    });
  }

  end(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
