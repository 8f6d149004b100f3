import { readHubError } from '../link/hub-error.ts';
import type { HubLink } from '../link/hub-link.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { parkingHub, type CameraStatus, type LevelStatus, type LocationStatus } from '../wire.ts';
import type { LocationBook } from './location-book.ts';

/** What a feed tells. */
export interface FeedEvents {
  /** A level has a newer status; `before` is what it replaced. */
  readonly levelChanged: (level: LevelStatus, before: LevelStatus | undefined) => void;
  /** Something else about a location is newer. */
  readonly locationChanged: (locationId: string) => void;
  /** The gateway knows no such location. */
  readonly locationUnknown: (locationId: string) => void;
}

/** Follows locations over the parking hub and keeps the book up to date, across lost connections. */
export class ParkingFeed {
  readonly #link: HubLink;
  readonly #book: LocationBook;
  readonly #events: FeedEvents;
  #wanted: readonly string[] = [];
  /** Followed over the connection that stands; each with the cameras that changed while its snapshot was on its way. */
  readonly #followed = new Map<string, Set<string>>();
  #life = 0;

  constructor(link: HubLink, book: LocationBook, events: FeedEvents) {
    this.#link = link;
    this.#book = book;
    this.#events = events;
    link.on<LevelStatus>(parkingHub.parkingUpdate, level => this.#takeLevel(level));
    link.on<CameraStatus>(parkingHub.cameraStatusChanged, camera => this.#takeCamera(camera));
    link.onState(state => this.#linkIs(state === 'connected'));
  }

  /** Follows exactly these locations, in this order. */
  follow(ids: readonly string[]): void {
    this.#wanted = ids;
    if (this.#link.state === 'connected') this.#reconcile();
  }

  /** Gives a location up that is no more. If it is still wanted it is asked for again, and its subscription made anew once it is back. */
  forget(id: string): void {
    if (!this.#followed.delete(id)) return;
    void this.#unsubscribe(id);
  }

  #linkIs(connected: boolean): void {
    this.#life += 1;
    this.#followed.clear();
    if (connected) this.#reconcile();
  }

  #reconcile(): void {
    for (const id of this.#followed.keys()) if (!this.#wanted.includes(id)) this.forget(id);
    for (const id of this.#wanted) {
      if (!this.#followed.has(id)) void this.#subscribe(id, 0);
    }
  }

  async #subscribe(id: string, failures: number): Promise<void> {
    const life = this.#life;
    const newerCameras = new Set<string>();
    this.#followed.set(id, newerCameras);
    try {
      const snapshot = await this.#link.invoke<LocationStatus>(parkingHub.subscribe, id);
      this.#book.applyLocation(snapshot, newerCameras);
      this.#events.locationChanged(id);
    } catch (error) {
      if (life !== this.#life || this.#followed.get(id) !== newerCameras) return;
      if (readHubError(error).code === 'unknown-location') this.#events.locationUnknown(id);
      // An unknown location may be made later, and a fault may pass: both are asked for again.
      setTimeout(
        () => {
          if (life === this.#life && this.#followed.get(id) === newerCameras) void this.#subscribe(id, failures + 1);
        },
        reconnectDelay(failures + 2, Math.random()),
      );
    }
  }

  async #unsubscribe(id: string): Promise<void> {
    try {
      await this.#link.send(parkingHub.unsubscribe, id);
    } catch (error) {
      // Sending fails only when the connection goes down, and the subscription goes with it.
      if (!(error instanceof Error)) throw error;
    }
  }

  #takeLevel(level: LevelStatus): void {
    const { taken, before } = this.#book.applyLevel(level);
    if (taken) this.#events.levelChanged(level, before);
  }

  #takeCamera(camera: CameraStatus): void {
    this.#followed.get(camera.locationId)?.add(camera.id);
    this.#book.applyCamera(camera);
    this.#events.locationChanged(camera.locationId);
  }
}
