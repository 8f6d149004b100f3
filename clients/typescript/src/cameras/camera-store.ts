import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { CameraFrame, CameraRung, CameraStatus } from '../wire.ts';
import type { FramePainter } from './frame-presenter.ts';
import type { PictureState } from './picture-state.ts';

/** How to watch a camera. */
export interface CameraOptions {
  /**
   * Default `auto`: the best quality the connection can carry. Without a token for a public camera it is at most what its operator shows everybody
   * (`medium`), whatever is asked for; the snapshot's `rung` is the real one.
   */
  readonly quality?: 'auto' | CameraRung;
  /** Maximum frames per second. */
  readonly maxFps?: number;
}

/** Whether frames can arrive: `loading` until the first connection, `lost` while there is none. */
export type CameraLink = 'loading' | 'live' | 'lost';

/** What is known about a camera. */
export interface CameraSnapshot {
  /** The newest frame; undefined before the first. An outdated frame is kept: see `picture` and `ageMs`. */
  readonly frame: CameraFrame | undefined;
  readonly camera: CameraStatus | undefined;
  readonly picture: PictureState;
  readonly link: CameraLink;
  /** Age of the frame in milliseconds, as of now; Infinity without one. */
  readonly ageMs: number;
  /** Frames per second received recently. */
  readonly fps: number;
  readonly rung: CameraRung | undefined;
  /** Why the gateway sends no frames. */
  readonly error: GatewayError | undefined;
}

/** One camera, live. */
export interface CameraStore extends Store<CameraSnapshot> {
  /**
   * Adds a painter until the returned function is called. A frame is acknowledged after it is painted, so the gateway sends no more than this
   * device can show. Does not subscribe.
   */
  paint(painter: FramePainter): () => void;
}
