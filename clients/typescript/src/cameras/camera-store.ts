import type { GatewayError } from '../gateway-error.ts';
import type { Store } from '../store.ts';
import type { CameraFrame, CameraRung, CameraStatus } from '../wire.ts';
import type { FramePainter } from './frame-show.ts';
import type { PictureState } from './picture-state.ts';

/** How somebody wants to watch a camera. */
export interface CameraOptions {
  /** `auto` when absent: as good as the link carries. */
  readonly quality?: 'auto' | CameraRung;
  /** Frames a second at most. */
  readonly maxFps?: number;
}

/** Whether pictures can arrive: `loading` until the first connection, `lost` while there is none. */
export type CameraLink = 'loading' | 'live' | 'lost';

/** What is known about a camera. */
export interface CameraSnapshot {
  /** The newest picture; nothing until the first. An old one stays: `picture` and `ageMs` say that it is old. */
  readonly frame: CameraFrame | undefined;
  readonly camera: CameraStatus | undefined;
  readonly picture: PictureState;
  readonly link: CameraLink;
  /** Age of the picture, milliseconds, by the clock of now; infinite without one. */
  readonly ageMs: number;
  /** Pictures a second that came lately. */
  readonly fps: number;
  readonly rung: CameraRung | undefined;
  /** Why the gateway gives no picture. */
  readonly error: GatewayError | undefined;
}

/** One camera, live. */
export interface CameraStore extends Store<CameraSnapshot> {
  /**
   * Shows pictures where they take time to be shown, until the returned function is called: each is acknowledged when it has been
   * painted, so that the gateway sends no more than this device can show. Does not subscribe.
   */
  paint(painter: FramePainter): () => void;
}
