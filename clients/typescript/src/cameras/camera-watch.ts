import type { Environment } from '../environment/environment.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { HubSession } from '../link/hub-session.ts';
import type { LinkUser } from '../link/link-users.ts';
import { cameraHub, type CameraFrame, type CameraStatus, type WatchOptions } from '../wire.ts';
import { SessionWatch } from './session-watch.ts';

/** The events of a watch. */
export interface CameraWatchEvents {
  /** A frame that is newer than all before it. Call `acknowledge` when it has been shown. */
  readonly frame: (frame: CameraFrame, acknowledge: () => void) => void;
  readonly status: (status: CameraStatus) => void;
  /** A connection was opened or lost: see {@link CameraWatch.isLinked}. */
  readonly linked: () => void;
  readonly failed: (error: GatewayError) => void;
  /** Other code watches this camera on the same connection. */
  readonly alreadyWatched: () => void;
}

/**
 * A watch takes over from one that is receiving when its second frame has arrived. Its first frame is the newest that the gateway has, mostly one
 * that was shown already; the second arrives a whole interval later, and without the old watch the picture would stand still for nearly two.
 */
const takeOverFrames = 2;

/** A watch of one camera over a link. During a takeover both connections deliver frames, and only newer ones are passed on. */
export class CameraWatch implements LinkUser {
  readonly #environment: Environment;
  readonly #cameraId: string;
  readonly #options: () => WatchOptions;
  readonly #events: CameraWatchEvents;
  readonly #watches = new Map<HubSession, SessionWatch>();
  #newest = -Infinity;

  constructor(environment: Environment, cameraId: string, options: () => WatchOptions, events: CameraWatchEvents) {
    this.#environment = environment;
    this.#cameraId = cameraId;
    this.#options = options;
    this.#events = events;
  }

  /** Whether an open connection has a watch of this camera. */
  get isLinked(): boolean {
    return [...this.#watches.keys()].some(session => session.isOpen);
  }

  async join(session: HubSession): Promise<void> {
    session.on<CameraStatus>(cameraHub.cameraStatusChanged, status => {
      if (this.#watches.has(session)) this.#events.status(status);
    });
    const framesUntilStarted = [...this.#watches.values()].some(other => other.isReceiving) ? takeOverFrames : 1;
    const watch = new SessionWatch(this.#environment, session, this.#cameraId, this.#options, framesUntilStarted, {
      frame: (frame, from) => this.#take(frame, from),
      failed: error => this.#events.failed(error),
      alreadyWatched: () => this.#events.alreadyWatched(),
    });
    this.#watches.set(session, watch);
    this.#events.linked();
    await watch.started;
  }

  leave(session: HubSession): void {
    this.#watches.get(session)?.end();
    if (this.#watches.delete(session)) this.#events.linked();
  }

  #take(frame: CameraFrame, from: SessionWatch): void {
    const acknowledge = () => from.acknowledge(frame.sequence);
    // The other connection was quicker; the gateway needs the acknowledgement all the same.
    if (frame.sequence <= this.#newest) {
      acknowledge();
      return;
    }
    this.#newest = frame.sequence;
    this.#events.frame(frame, acknowledge);
  }
}
