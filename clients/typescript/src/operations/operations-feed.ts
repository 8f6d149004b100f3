import { AgeTimer } from '../environment/age-timer.ts';
import type { Environment } from '../environment/environment.ts';
import { laterOf, millisecondsBetween, momentOf, type Moment } from '../environment/moment.ts';
import { RestartableTimer } from '../environment/restartable-timer.ts';
import type { GatewayError } from '../gateway-error.ts';
import { readHubError } from '../link/hub-error.ts';
import type { HubLink } from '../link/hub-link.ts';
import type { HubSession } from '../link/hub-session.ts';
import type { LinkUser } from '../link/link-users.ts';
import { reconnectDelay } from '../link/reconnect-delays.ts';
import { silentAfter } from '../link/silence.ts';
import { LiveStore } from '../live-store.ts';
import type { ParkingLink } from '../parking/parking-store.ts';

/** What one connection has brought. */
export interface Following {
  /** Subscribes; rejects with the gateway's error. What came meanwhile is taken afterwards. */
  subscribe(): Promise<void>;
}

/** The members that all snapshots of the operations hub have. */
export interface FeedState {
  readonly link: ParkingLink;
  readonly ageMs: number;
  readonly error: GatewayError | undefined;
}

/**
 * Something that is followed over the operations hub while the store has a subscriber. While one connection takes over from another both are
 * followed; what the newest one that was answered brings is shown, and stays, with its age, while none is up.
 */
export abstract class OperationsFeed<S extends FeedState, F extends Following> extends LiveStore<S> implements LinkUser {
  readonly #environment: Environment;
  readonly #link: HubLink;
  readonly #ageTimer: AgeTimer;
  readonly #retry: RestartableTimer;
  readonly #followings = new Map<HubSession, F>();
  readonly #ends: (() => void)[] = [];
  #current: { readonly session: HubSession; readonly following: F } | undefined;
  #knownAt: Moment | undefined;
  #error: GatewayError | undefined;
  #failures = 0;

  constructor(environment: Environment, link: HubLink) {
    super(environment);
    this.#environment = environment;
    this.#link = link;
    this.#retry = new RestartableTimer(environment);
    this.#ageTimer = new AgeTimer(
      environment,
      () => this.#age(),
      () => this.changed(),
    );
  }

  async join(session: HubSession): Promise<void> {
    const following = this.follow(session);
    this.#followings.set(session, following);
    await this.resubscribe(session, following);
  }

  leave(session: HubSession): void {
    if (this.#current?.session === session) this.#knownAt = laterOf(session.heardAt, this.#knownAt);
    this.#followings.delete(session);
    this.refresh();
  }

  /** Follows over a connection; nothing is asked yet. */
  protected abstract follow(session: HubSession): F;

  /** Takes over what a connection has brought. */
  protected abstract show(following: F): void;

  /** The connection that is shown. */
  protected get shown(): F | undefined {
    return this.#current?.following;
  }

  /** An open connection for an action. */
  protected get session(): HubSession | undefined {
    return [...this.#followings.keys()].reverse().find(session => session.isOpen);
  }

  /** Subscribes, or subscribes again after a gap. */
  protected async resubscribe(session: HubSession, following: F): Promise<void> {
    try {
      await following.subscribe();
      if (this.#followings.get(session) !== following) return;
      this.#error = undefined;
      this.#failures = 0;
      this.#current = { session, following };
      this.show(following);
    } catch (error) {
      if (this.#followings.get(session) !== following || !session.isOpen) return;
      this.#error = readHubError(error);
      this.#retry.set(reconnectDelay(this.#failures + 2, this.#environment.random()), () => {
        if (this.#followings.get(session) === following) void this.resubscribe(session, following);
      });
      this.#failures += 1;
    }
    this.changed();
  }

  protected get state(): FeedState {
    const age = () => this.#age();
    return {
      link: this.#readLink(),
      error: this.#error,
      get ageMs() {
        return age();
      },
    };
  }

  protected override isOutdated(snapshot: S): boolean {
    return snapshot.link !== this.#readLink();
  }

  protected override start(): void {
    this.#ends.push(
      this.#link.use(this),
      this.#link.onState(() => this.refresh()),
    );
    this.#ageTimer.start();
  }

  protected override stop(): void {
    this.#ageTimer.stop();
    this.#retry.stop();
    for (const end of this.#ends.splice(0)) end();
  }

  #age(): number {
    const { session } = this.#current ?? {};
    const known = session !== undefined && this.#followings.has(session) ? laterOf(session.heardAt, this.#knownAt) : this.#knownAt;
    return known === undefined ? Infinity : millisecondsBetween(known, momentOf(this.#environment));
  }

  #readLink(): ParkingLink {
    const { session } = this.#current ?? {};
    if (session !== undefined && this.#followings.has(session) && session.isOpen) return this.#age() < silentAfter ? 'live' : 'lost';
    return this.#current !== undefined || this.#link.isDown ? 'lost' : 'loading';
  }
}
