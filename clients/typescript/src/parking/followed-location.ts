import { AgeTimer } from '../environment/age-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { millisecondsBetween, momentOf } from '../environment/moment.ts';
import type { HubLink } from '../link/hub-link.ts';
import { silentAfter } from '../link/silence.ts';
import { LiveStore } from '../live-store.ts';
import type { ParkingFeed } from './parking-feed.ts';
import type { ParkingLink, ParkingSnapshot, ParkingStore } from './parking-store.ts';

/** One location, live. */
export class FollowedLocation extends LiveStore<ParkingSnapshot> implements ParkingStore {
  readonly #environment: Environment;
  readonly #id: string;
  readonly #feed: ParkingFeed;
  readonly #link: HubLink;
  readonly #ageTimer: AgeTimer;
  readonly #ends: (() => void)[] = [];
  #wasLive = false;

  constructor(environment: Environment, id: string, feed: ParkingFeed, link: HubLink) {
    super(environment);
    this.#environment = environment;
    this.#id = id;
    this.#feed = feed;
    this.#link = link;
    this.#ageTimer = new AgeTimer(
      environment,
      () => this.#age(),
      () => this.changed(),
    );
  }

  reload(): void {
    if (this.isRunning) this.#feed.reload(this.#id);
  }

  protected override isOutdated(snapshot: ParkingSnapshot): boolean {
    return snapshot.link !== this.#readLink();
  }

  protected override read(): ParkingSnapshot {
    const link = this.#readLink();
    if (link === 'live') this.#wasLive = true;
    const age = () => this.#age();
    return {
      status: this.#feed.book.get(this.#id),
      link,
      error: this.#feed.errorOf(this.#id),
      get ageMs() {
        return age();
      },
    };
  }

  protected override start(): void {
    this.#ends.push(
      this.#feed.follow(this.#id, () => this.changed()),
      this.#link.onState(() => this.refresh()),
    );
    this.#ageTimer.start();
  }

  protected override stop(): void {
    this.#ageTimer.stop();
    this.#wasLive = false;
    for (const end of this.#ends.splice(0)) end();
  }

  #age(): number {
    const known = this.#feed.knownAt(this.#id);
    return known === undefined ? Infinity : millisecondsBetween(known, momentOf(this.#environment));
  }

  #readLink(): ParkingLink {
    // The gateway that says that there is no such location is there.
    if (this.#feed.isAnswered(this.#id)) return this.#age() < silentAfter ? 'live' : 'lost';
    return this.#wasLive || this.#link.isDown ? 'lost' : 'loading';
  }
}
