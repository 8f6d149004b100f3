import type { HubLink } from '../link/hub-link.ts';

/** A connection can watch a camera once: the same camera with other options needs another connection. */
const maxLanes = 4;

/** One connection to the camera hub, and the cameras that are watched over it. */
export interface CameraLane {
  readonly link: HubLink;
  readonly cameras: Set<string>;
}

/** The connections to the camera hub: one, and more only while a camera is watched several times. */
export class CameraLanes {
  readonly #makeLink: (number: number) => HubLink;
  readonly #lanes: CameraLane[] = [];

  constructor(makeLink: (number: number) => HubLink) {
    this.#makeLink = makeLink;
  }

  /** Takes a connection over which this camera is not watched yet. @param after One on which other code already watches it. */
  take(cameraId: string, after?: CameraLane): CameraLane {
    const from = after === undefined ? 0 : (this.#lanes.indexOf(after) + 1) % maxLanes;
    for (let number = from; ; number += 1) {
      const lane = this.#lanes[number] ?? this.#add(number);
      if (number < maxLanes - 1 && lane.cameras.has(cameraId)) continue;
      lane.cameras.add(cameraId);
      return lane;
    }
  }

  /** The camera is no longer watched over this connection. */
  leave(lane: CameraLane, cameraId: string): void {
    lane.cameras.delete(cameraId);
  }

  #add(number: number): CameraLane {
    const lane = { link: this.#makeLink(number), cameras: new Set<string>() };
    this.#lanes[number] = lane;
    return lane;
  }
}
