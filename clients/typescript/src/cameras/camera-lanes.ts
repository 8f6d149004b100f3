import type { HubLink } from '../link/hub-link.ts';

/** A connection watches a camera once: who wants the same one with other options needs another connection. */
const most = 4;

/** One connection to the camera hub, and what is watched over it. */
export interface CameraLane {
  readonly link: HubLink;
  readonly cameras: Set<string>;
}

/** The connections to the camera hub: one, and more only when somebody watches a camera several times. */
export class CameraLanes {
  readonly #makeLink: (number: number) => HubLink;
  readonly #lanes: CameraLane[] = [];

  constructor(makeLink: (number: number) => HubLink) {
    this.#makeLink = makeLink;
  }

  /** Takes a connection over which this camera is not watched yet. @param after One that turned out to be occupied. */
  take(cameraId: string, after?: CameraLane): CameraLane {
    const from = after === undefined ? 0 : (this.#lanes.indexOf(after) + 1) % most;
    for (let number = from; ; number += 1) {
      const lane = this.#lanes[number] ?? this.#add(number);
      if (number < most - 1 && lane.cameras.has(cameraId)) continue;
      lane.cameras.add(cameraId);
      return lane;
    }
  }

  /** The camera is watched no more. */
  leave(lane: CameraLane, cameraId: string): void {
    lane.cameras.delete(cameraId);
  }

  #add(number: number): CameraLane {
    const lane = { link: this.#makeLink(number), cameras: new Set<string>() };
    this.#lanes[number] = lane;
    return lane;
  }
}
