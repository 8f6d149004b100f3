import { Alarm } from '../environment/alarm.ts';
import { millisecondsBetween, momentOf, type Moment } from '../environment/moment.ts';
import { Listeners } from '../listeners.ts';
import { HubAttempt } from './hub-attempt.ts';
import type { HubAddress } from './hub-address.ts';
import { HubChannel } from './hub-channel.ts';
import { LinkUsers, type LinkUser } from './link-users.ts';
import type { LinkState } from './link-state.ts';
import type { HubWay } from './make-hub-connection.ts';
import { connectPatience, freshAttempt, lastingConnection, linkLinger, longFreeze, proofPatience, takeOverPatience } from './patience.ts';
import { connectDelay, reconnectDelay } from './reconnect-delays.ts';
import { silentAfter } from './silence.ts';

/** A question that a hub answers at once and that changes nothing. */
export type Probe = (channel: HubChannel) => Promise<unknown>;

/**
 * A connection to one hub that is kept alive while it has a user. After every loss it reconnects by {@link connectDelay}, without a limit.
 * When a connection that is still up has to be replaced, all users join the new one before the old one ends.
 */
export class HubLink {
  readonly #hub: HubAddress;
  readonly #probe: Probe;
  readonly #arriving: () => void;
  readonly #users = new LinkUsers();
  readonly #watchers = new Listeners();
  readonly #retry: Alarm;
  readonly #linger: Alarm;
  #current: HubChannel | undefined;
  /** Up, and being joined by the users before it takes over. */
  #joining: HubChannel | undefined;
  #attempt: HubAttempt | undefined;
  /** The current connection is to be replaced. */
  #isOutdated = false;
  #isActive = false;
  #isShut = false;
  #isOnline = true;
  #isRefused = false;
  /** The gateway is there and ends connections as soon as they are open: it must not be hurried. */
  #endsEarly = false;
  #failures = 0;
  #reason: string | undefined;
  #way: HubWay = 'direct';
  #reported: LinkState = 'connecting';
  #reportedReason: string | undefined;

  /**
   * @param probe Checks whether a connection still works.
   * @param arriving Called before anything that arrives counts as a sign of life.
   */
  constructor(hub: HubAddress, probe: Probe, arriving: () => void) {
    this.#hub = hub;
    this.#probe = probe;
    this.#arriving = arriving;
    this.#retry = new Alarm(hub.environment);
    this.#linger = new Alarm(hub.environment);
  }

  /** Whether somebody uses it, or did a moment ago. */
  get isActive(): boolean {
    return this.#isActive;
  }

  get state(): LinkState {
    if (this.#current !== undefined && !this.#isSilent(this.#current)) return 'connected';
    if (this.#isRefused) return 'refused';
    return this.#attempt !== undefined || this.#joining !== undefined || !this.#isActive ? 'connecting' : 'waiting';
  }

  /** Why it is not connected, for people; nothing when nothing failed. */
  get reason(): string | undefined {
    return this.state === 'connected' ? undefined : this.#isOnline ? this.#reason : 'This device is offline.';
  }

  /** Whether it is not connected, and not merely because it begins. */
  get isDown(): boolean {
    const { state } = this;
    return state === 'waiting' || state === 'refused' || (state === 'connecting' && this.#failures > 0);
  }

  /** Calls a listener after every change of the state, until the returned function is called. */
  onState(listener: () => void): () => void {
    return this.#watchers.add(listener);
  }

  /** Uses the link until the returned function is called. */
  use(user: LinkUser): () => void {
    this.#users.add(user);
    this.#linger.stop();
    for (const channel of this.#channels()) void user.join(channel);
    if (!this.#isActive && !this.#isShut) {
      this.#isActive = true;
      this.#connect();
    }
    return () => {
      if (!this.#users.remove(user)) return;
      for (const channel of this.#channels()) user.leave(channel);
      if (this.#users.isEmpty) this.#linger.set(linkLinger, () => void this.close());
    };
  }

  /** Connects at once instead of at the planned time: the network is back, or a person asks. */
  hurry(): void {
    if (!this.#isActive || !this.#retry.isSet) return;
    this.#failures = 0;
    this.#connect();
  }

  /** Makes a new connection that takes over from the current one: there is another token. */
  renew(): void {
    if (!this.#isActive) return;
    this.#isOutdated = true;
    this.#isRefused = false;
    this.#connect();
  }

  /** The network is there or away, as far as the device knows. */
  setOnline(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    if (isOnline) this.hurry();
    this.#notify();
  }

  /**
   * The app woke, or the network is another one: the connection may be gone without anybody having said so.
   * @param frozenFor How long nothing ran, milliseconds.
   */
  check(frozenFor: number): void {
    if (!this.#isActive) return;
    if (this.#attempt !== undefined && this.#joining === undefined && this.#since(this.#attempt.startedAt) > freshAttempt) this.#connect();
    this.hurry();
    const channel = this.#current;
    if (channel === undefined) return;
    void channel.prove(this.#probe);
    this.#hub.environment.setTimeout(
      () => {
        if (channel === this.#current && channel.isDoubted && this.#attempt === undefined) this.#connect();
      },
      frozenFor > longFreeze ? 0 : proofPatience,
    );
    this.#notify();
  }

  /** Time passed: a connection that has been silent for too long gets a rival. To be called about once a second. */
  tick(): void {
    if (this.#current !== undefined && this.#isSilent(this.#current) && this.#attempt === undefined && !this.#retry.isSet)
      this.#connect();
    this.#notify();
  }

  /** Closes the connection. The next user opens it again. */
  async close(): Promise<void> {
    this.#isActive = false;
    this.#linger.stop();
    this.#retry.stop();
    this.#giveUpAttempt();
    const channel = this.#current;
    this.#current = undefined;
    this.#failures = 0;
    this.#isOutdated = this.#isRefused = false;
    this.#reason = undefined;
    if (channel !== undefined) this.#users.leave(channel);
    this.#notify();
    await channel?.stop();
  }

  /** Closes the connection for good. */
  async shut(): Promise<void> {
    this.#isShut = true;
    await this.close();
  }

  #connect(): void {
    this.#retry.stop();
    this.#giveUpAttempt();
    const patience = connectPatience[Math.min(this.#failures, connectPatience.length - 1)] ?? 0;
    const attempt = new HubAttempt(this.#hub, this.#way, patience, this.#arriving);
    this.#attempt = attempt;
    this.#notify();
    void this.#follow(attempt);
  }

  async #follow(attempt: HubAttempt): Promise<void> {
    const outcome = await attempt.run();
    if (attempt !== this.#attempt || outcome === undefined) return;
    if (outcome instanceof HubChannel) {
      await this.#takeOver(outcome, attempt);
      return;
    }
    this.#attempt = undefined;
    this.#endsEarly = false;
    this.#isRefused = outcome.kind === 'refused';
    this.#reason = outcome.reason;
    // Where WebSockets do not come through the next attempt looks for another way; the one after it tries them again.
    this.#way = outcome.kind === 'blocked' && this.#way === 'direct' ? 'negotiated' : 'direct';
    this.#retryLater();
  }

  async #takeOver(channel: HubChannel, attempt: HubAttempt): Promise<void> {
    this.#joining = channel;
    channel.onClose(error => this.#closed(channel, error));
    const joined = this.#users.join(channel);
    const old = this.#current;
    if (old !== undefined) await Promise.race([joined, this.#delay(takeOverPatience)]);
    // It may have been closed, or taken over already because the old one broke.
    if (this.#joining === channel && attempt === this.#attempt) this.#settle(channel);
  }

  /** The new connection is the one that counts from here on. */
  #settle(channel: HubChannel): void {
    const old = this.#current;
    this.#current = channel;
    this.#attempt = this.#joining = undefined;
    this.#isOutdated = this.#isRefused = false;
    this.#reason = undefined;
    this.#way = 'direct';
    if (old !== undefined) this.#end(old);
    this.#notify();
  }

  #giveUpAttempt(): void {
    const joining = this.#joining;
    if (joining === undefined) this.#attempt?.abandon();
    this.#attempt = this.#joining = undefined;
    if (joining !== undefined) this.#end(joining);
  }

  #closed(channel: HubChannel, error: Error | undefined): void {
    const wasJoining = channel === this.#joining;
    if (!wasJoining && channel !== this.#current) return;
    if (wasJoining) this.#attempt = this.#joining = undefined;
    else this.#current = undefined;
    this.#endsEarly = this.#since(channel.openedAt) < lastingConnection;
    if (!this.#endsEarly) this.#failures = 0;
    this.#users.leave(channel);
    this.#reason = error?.message ?? 'The gateway closed the connection.';
    if (!wasJoining && this.#joining !== undefined) this.#settle(this.#joining);
    else if (this.#attempt === undefined) this.#retryLater();
    else this.#notify();
  }

  #retryLater(): void {
    const { environment } = this.#hub;
    const isNeeded = this.#current === undefined || this.#isOutdated || this.#current.isDoubted || this.#isSilent(this.#current);
    if (this.#isActive && isNeeded && !this.#retry.isSet) {
      const isThere = this.#endsEarly || this.#isRefused;
      const delay = (isThere ? reconnectDelay : connectDelay)(this.#failures, environment.random());
      this.#failures += 1;
      // Without a network an attempt only costs battery; one is made rarely, in case the device is wrong.
      this.#retry.set(this.#isOnline ? delay : delay * 3, () => this.#connect());
    }
    this.#notify();
  }

  #end(channel: HubChannel): void {
    this.#users.leave(channel);
    void channel.stop();
  }

  *#channels(): Iterable<HubChannel> {
    if (this.#current !== undefined) yield this.#current;
    if (this.#joining !== undefined) yield this.#joining;
  }

  #isSilent(channel: HubChannel): boolean {
    return this.#since(channel.heardAt) >= silentAfter;
  }

  #since(moment: Moment): number {
    return millisecondsBetween(moment, momentOf(this.#hub.environment));
  }

  #delay(milliseconds: number): Promise<void> {
    return new Promise(resolve => this.#hub.environment.setTimeout(resolve, milliseconds));
  }

  #notify(): void {
    const { state, reason } = this;
    if (state === this.#reported && reason === this.#reportedReason) return;
    this.#reported = state;
    this.#reportedReason = reason;
    this.#watchers.notify();
  }
}
