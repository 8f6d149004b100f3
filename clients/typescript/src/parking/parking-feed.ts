import { RestartableTimer } from '../environment/restartable-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { laterOf, type Moment } from '../environment/moment.ts';
import type { GatewayError } from '../gateway-error.ts';
import type { HubSession } from '../link/hub-session.ts';
import type { HubLink } from '../link/hub-link.ts';
import type { LinkUser } from '../link/link-users.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { Listeners } from '../listeners.ts';
import { parkingHub, type CameraStatus, type LevelStatus } from '../wire.ts';
import { SessionFollowing } from './session-following.ts';
import { LocationBook } from './location-book.ts';

/** A location with followers. */
interface Wanted {
  readonly changed: Listeners;
  readonly retry: RestartableTimer;
  error: GatewayError | undefined;
  failures: number;
}

/**
 * Follows locations over the parking hub and keeps the newest status of each. While one connection takes over from another, both are
 * followed; the book takes what is newer, whichever brings it.
 */
export class ParkingFeed implements LinkUser {
  readonly #environment: Environment;
  readonly #link: HubLink;
  readonly #book = new LocationBook();
  readonly #wanted = new Map<string, Wanted>();
  readonly #followings = new Map<HubSession, SessionFollowing>();
  /** When the status of a location that is not followed now was last known to be current. */
  readonly #knownAt = new Map<string, Moment>();
  #release: (() => void) | undefined;

  constructor(environment: Environment, link: HubLink) {
    this.#environment = environment;
    this.#link = link;
  }

  /** What is known about locations. */
  get book(): Pick<LocationBook, 'get'> {
    return this.#book;
  }

  /** Follows a location until the returned function is called. */
  follow(id: string, changed: () => void): () => void {
    let wanted = this.#wanted.get(id);
    if (wanted === undefined) {
      wanted = { changed: new Listeners(), retry: new RestartableTimer(this.#environment), error: undefined, failures: 0 };
      this.#wanted.set(id, wanted);
      for (const following of this.#followings.values()) void this.#subscribe(following, id);
    }
    const remove = wanted.changed.add(changed);
    this.#release ??= this.#link.use(this);
    return () => {
      remove();
      if (wanted.changed.size === 0 && this.#wanted.get(id) === wanted) this.#unfollow(id, wanted);
    };
  }

  /** Requests a location again. */
  reload(id: string): void {
    if (this.#wanted.has(id)) for (const following of this.#followings.values()) void this.#subscribe(following, id);
  }

  /** Whether the gateway has answered about a location over an open connection, so that its changes arrive. */
  isAnswered(id: string): boolean {
    return [...this.#followings.values()].some(following => following.isFollowing(id));
  }

  /** When the status of this location was last known to be current; undefined when it never was. */
  knownAt(id: string): Moment | undefined {
    let known = this.#knownAt.get(id);
    for (const following of this.#followings.values())
      if (following.hasAnswered(id)) known = laterOf(following.session.heardAt, known);
    return known;
  }

  /** The gateway's error for a location; undefined while there is none. */
  errorOf(id: string): GatewayError | undefined {
    return this.#wanted.get(id)?.error;
  }

  async join(session: HubSession): Promise<void> {
    const following = new SessionFollowing(session);
    this.#followings.set(session, following);
    session.on<LevelStatus>(parkingHub.parkingUpdate, level => this.#takeLevel(level));
    session.on<CameraStatus>(parkingHub.cameraStatusChanged, camera => this.#takeCamera(camera));
    await Promise.all([...this.#wanted.keys()].map(id => this.#subscribe(following, id)));
  }

  leave(session: HubSession): void {
    const following = this.#followings.get(session);
    if (following === undefined) return;
    for (const id of this.#wanted.keys()) this.#remember(id);
    this.#followings.delete(session);
    for (const wanted of this.#wanted.values()) wanted.changed.notify();
  }

  async #subscribe(following: SessionFollowing, id: string): Promise<void> {
    const outcome = await following.follow(id);
    const wanted = this.#wanted.get(id);
    if (outcome.kind === 'over' || wanted === undefined) return;
    if (outcome.kind === 'answered') {
      wanted.error = undefined;
      wanted.failures = 0;
      this.#book.applyLocation(outcome.snapshot, outcome.newerCameras);
    } else {
      wanted.error = outcome.error;
      if (outcome.error.code === 'unknown-location') this.#book.forget(id);
      this.#retryLater(following, id, wanted);
    }
    wanted.changed.notify();
  }

  /** An unknown location may be created later, and a fault may pass: both are retried. */
  #retryLater(following: SessionFollowing, id: string, wanted: Wanted): void {
    wanted.retry.set(reconnectDelay(wanted.failures + 2, this.#environment.random()), () => {
      if (this.#followings.has(following.session) && this.#wanted.get(id) === wanted) void this.#subscribe(following, id);
    });
    wanted.failures += 1;
  }

  #unfollow(id: string, wanted: Wanted): void {
    this.#remember(id);
    wanted.retry.stop();
    this.#wanted.delete(id);
    for (const following of this.#followings.values()) following.unfollow(id);
    if (this.#wanted.size > 0) return;
    this.#release?.();
    this.#release = undefined;
  }

  #remember(id: string): void {
    const known = this.knownAt(id);
    if (known !== undefined) this.#knownAt.set(id, known);
  }

  #takeLevel(level: LevelStatus): void {
    if (this.#wanted.has(level.locationId) && this.#book.applyLevel(level).taken) this.#wanted.get(level.locationId)?.changed.notify();
  }

  #takeCamera(camera: CameraStatus): void {
    for (const following of this.#followings.values()) following.noteCamera(camera);
    if (!this.#wanted.has(camera.locationId)) return;
    this.#book.applyCamera(camera);
    this.#wanted.get(camera.locationId)?.changed.notify();
  }
}
