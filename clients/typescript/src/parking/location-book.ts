import type { CameraStatus, LevelStatus, LocationStatus } from '../wire.ts';
import { rollUpStatus, sumOfSpots } from './roll-up.ts';

/**
 * The newest status of every location, put together from snapshots and updates. They arrive in any order and more than once;
 * what is not newer by version than what is held is dropped, so the numbers never go backwards. Status and spots of a location are rolled
 * up from its levels, and its time is that of the newest level.
 */
export class LocationBook {
  readonly #locations = new Map<string, LocationStatus>();
  /** Updates that came before the first snapshot of their location, newest of each level and camera. */
  readonly #early = new Map<string, LocationParts>();

  get(id: string): LocationStatus | undefined {
    return this.#locations.get(id);
  }

  /**
   * Takes a snapshot. Its levels compete with the held ones one by one. Which levels there are, their order and the name
   * are the location's own and follow its version.
   * @param newerCameras Cameras of which something newer arrived while the snapshot was on its way: they stay as held.
   */
  applyLocation(snapshot: LocationStatus, newerCameras: ReadonlySet<string> = new Set()): void {
    const held = this.#locations.get(snapshot.id);
    if (held === undefined) {
      this.#put(snapshot, snapshot.levels, snapshot.cameras);
      this.#applyEarly(snapshot.id);
      return;
    }
    // One of the same version has the same levels, but a level may have joined here by an update since.
    const hasNewMembers = snapshot.version > held.version;
    const isOld = snapshot.version < held.version;
    const levels = new Map(held.levels.map(level => [level.levelId, level]));
    for (const level of snapshot.levels) {
      const other = levels.get(level.levelId);
      if (other === undefined ? hasNewMembers : level.version > other.version) levels.set(level.levelId, level);
    }
    const cameras = new Map(held.cameras.map(camera => [camera.id, camera]));
    this.#put(
      isOld ? held : snapshot,
      (hasNewMembers ? snapshot : held).levels.map(level => levels.get(level.levelId) ?? level),
      isOld ? held.cameras : snapshot.cameras.map(camera => (newerCameras.has(camera.id) && cameras.get(camera.id)) || camera),
    );
  }

  /**
   * Takes an update of one level. A level that is not held yet is new and joins at the end.
   * @returns What the update did, and what it replaced.
   */
  applyLevel(level: LevelStatus): { readonly taken: boolean; readonly before?: LevelStatus } {
    const held = this.#locations.get(level.locationId);
    if (held === undefined) {
      const { levels } = this.#earlyOf(level.locationId);
      if (level.version > (levels.get(level.levelId)?.version ?? -Infinity)) levels.set(level.levelId, level);
      return { taken: false };
    }
    const before = held.levels.find(other => other.levelId === level.levelId);
    if (before === undefined) {
      this.#put(held, [...held.levels, level], held.cameras);
      return { taken: true };
    }
    if (level.version <= before.version) return { taken: false };
    this.#put(
      held,
      held.levels.map(other => (other === before ? level : other)),
      held.cameras,
    );
    return { taken: true, before };
  }

  /** Takes the newest status of a camera; a camera that is not held yet joins at the end. */
  applyCamera(camera: CameraStatus): void {
    const held = this.#locations.get(camera.locationId);
    if (held === undefined) {
      this.#earlyOf(camera.locationId).cameras.set(camera.id, camera);
      return;
    }
    const isHeld = held.cameras.some(other => other.id === camera.id);
    const cameras = isHeld ? held.cameras.map(other => (other.id === camera.id ? camera : other)) : [...held.cameras, camera];
    this.#put(held, held.levels, cameras);
  }

  /** Forgets a location that is no more. */
  forget(id: string): void {
    this.#locations.delete(id);
    this.#early.delete(id);
  }

  #earlyOf(locationId: string): LocationParts {
    const early = this.#early.get(locationId) ?? { levels: new Map(), cameras: new Map() };
    this.#early.set(locationId, early);
    return early;
  }

  #applyEarly(locationId: string): void {
    const early = this.#early.get(locationId);
    this.#early.delete(locationId);
    early?.levels.forEach(level => this.applyLevel(level));
    early?.cameras.forEach(camera => this.applyCamera(camera));
  }

  #put(own: LocationStatus, levels: readonly LevelStatus[], cameras: readonly CameraStatus[]): void {
    this.#locations.set(own.id, {
      ...own,
      status: rollUpStatus(levels),
      spots: sumOfSpots(levels),
      levels,
      cameras,
      updatedAt: levels.map(level => level.updatedAt).reduce(later, levels[0]?.updatedAt ?? own.updatedAt),
    });
  }
}

interface LocationParts {
  readonly levels: Map<string, LevelStatus>;
  readonly cameras: Map<string, CameraStatus>;
}

function later(one: string, other: string): string {
  return Date.parse(other) > Date.parse(one) ? other : one;
}
