/** Cameras and their frames. */

/** A camera's state: `idle` means that nobody watches, `starting` that the first picture is awaited. */
export type CameraState = 'idle' | 'starting' | 'live' | 'frozen' | 'offline';

/** A camera as phones see it. */
export interface CameraStatus {
  readonly id: string;
  readonly locationId: string;
  readonly levelId?: string;
  readonly name: string;
  readonly state: CameraState;
  readonly since: string;
  /** Why it is offline or frozen, as text to display. */
  readonly reason?: string;
  /** An update has made the camera private that everybody could watch before: its operator has to open it. */
  readonly becamePrivate?: true;
}

/** A quality step of the picture. */
export type CameraRung = 'low' | 'medium' | 'high';

/** One encoded picture. */
export interface CameraFrame {
  readonly cameraId: string;
  /** Counts captures, is the same on all rungs, and grows across restarts. */
  readonly sequence: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly capturedAt: number;
  readonly rung: CameraRung;
  readonly width: number;
  readonly height: number;
  readonly contentType: string;
  /** Bytes; the client makes them of the base64 text that JSON carries. */
  readonly data: Uint8Array;
}

/** The viewer's wishes for a camera; absent members mean `auto`. */
export interface WatchOptions {
  readonly quality?: 'auto' | CameraRung;
  readonly maxFps?: number;
  /** This viewer acknowledges frames with `AckFrame`. */
  readonly acks?: boolean;
  /** The rung to begin with while the gateway chooses: that of a watch which this one takes over from. */
  readonly startRung?: CameraRung;
}
