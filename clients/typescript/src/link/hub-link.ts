import { RestartableTimer } from '../environment/restartable-timer.ts';
import { millisecondsBetween, momentOf, type Moment } from '../environment/moment.ts';
import { Listeners } from '../listeners.ts';
import { HubAttempt } from './hub-attempt.ts';
import type { HubAddress } from './hub-address.ts';
import { HubSession } from './hub-session.ts';
import { LinkUsers, type LinkUser } from './link-users.ts';
import type { LinkState } from './link-state.ts';
import type { TransportMode } from './make-hub-connection.ts';
import { connectTimeoutsMs, freshAttemptMs, linkLingerMs, longFreezeMs, minStableMs, probeTimeoutMs, takeOverTimeoutMs } from './timings.ts';
import { connectDelay, reconnectDelay } from './reconnect-delays.ts';
import { silentAfter } from './silence.ts';

/** A hub call without side effects that is answered at once. */
export type Probe = (session: HubSession) => Promise<unknown>;

/**
 * A connection to one hub that is kept alive while it has a user. After every loss it reconnects by {@link connectDelay}, without a limit.
 * When a connection that is still up has to be replaced, all users join the new one before the old one ends.
 */
export class HubLink {
  readonly #hub: HubAddress;
  readonly #probe: Probe;
  readonly #onReceive: () => void;
  readonly #users = new LinkUsers();
  readonly #stateListeners = new Listeners();
  readonly #retry: RestartableTimer;
  readonly #linger: RestartableTimer;
  #current: HubSession | undefined;
  /** A new open connection that users are joining; it replaces #current when they have joined. */
  #joining: HubSession | undefined;
  #attempt: HubAttempt | undefined;
  /** The current connection must be replaced (new token). */
  #mustReplace = false;
  #isActive = false;
  #isDisposed = false;
  #isOnline = true;
  #isRefused = false;
  /** The gateway closes connections soon after they are open: retries must slow down. */
  #closesEarly = false;
  #failures = 0;
  #reason: string | undefined;
  #transport: TransportMode = 'direct';
  #reported: LinkState = 'connecting';
  #reportedReason: string | undefined;

  /**
   * @param probe Checks whether a connection still works.
   * @param onReceive Called when data arrives, before the connection counts as alive.
   */
  constructor(hub: HubAddress, probe: Probe, onReceive: () => void) {
    this.#hub = hub;
    this.#probe = probe;
    this.#onReceive = onReceive;
    this.#retry = new RestartableTimer(hub.environment);
    this.#linger = new RestartableTimer(hub.environment);
  }

  /** Whether it has a user, or had one a moment ago. */
  get isActive(): boolean {
    return this.#isActive;
  }

  get state(): LinkState {
    if (this.#current !== undefined && !this.#isSilent(this.#current)) return 'connected';
    if (this.#isRefused) return 'refused';
    return this.#attempt !== undefined || this.#joining !== undefined || !this.#isActive ? 'connecting' : 'waiting';
  }

  /** Why it is not connected, as text to display; undefined when nothing failed. */
  get reason(): string | undefined {
    return this.state === 'connected' ? undefined : this.#isOnline ? this.#reason : 'This device is offline.';
  }

  /** Whether it is disconnected, other than during the first attempt. */
  get isDown(): boolean {
    const { state } = this;
    return state === 'waiting' || state === 'refused' || (state === 'connecting' && this.#failures > 0);
  }

  /** Calls a listener after every change of the state, until the returned function is called. */
  onState(listener: () => void): () => void {
    return this.#stateListeners.add(listener);
  }

  /** Uses the link until the returned function is called. */
  use(user: LinkUser): () => void {
    this.#users.add(user);
    this.#linger.stop();
    for (const session of this.#sessions()) void user.join(session);
    if (!this.#isActive && !this.#isDisposed) {
      this.#isActive = true;
      this.#connect();
    }
    return () => {
      if (!this.#users.remove(user)) return;
      for (const session of this.#sessions()) user.leave(session);
      if (this.#users.isEmpty) this.#linger.set(linkLingerMs, () => void this.close());
    };
  }

  /** Starts a planned attempt at once: the network is back, or the user asks. */
  reconnectNow(): void {
    if (!this.#isActive || !this.#retry.isSet) return;
    this.#failures = 0;
    this.#connect();
  }

  /** Opens a new connection that takes over from the current one, because the token has changed. */
  replaceConnection(): void {
    if (!this.#isActive) return;
    this.#mustReplace = true;
    this.#isRefused = false;
    this.#connect();
  }

  /** The device reports that it is online or offline. */
  setOnline(isOnline: boolean): void {
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    if (isOnline) this.reconnectNow();
    this.#notify();
  }

  /**
   * Call after the app wakes or the network changes: the connection may have been lost without a close event.
   * @param frozenFor How long the app was suspended, milliseconds.
   */
  check(frozenFor: number): void {
    if (!this.#isActive) return;
    if (this.#attempt !== undefined && this.#joining === undefined && this.#since(this.#attempt.startedAt) > freshAttemptMs) this.#connect();
    this.reconnectNow();
    const session = this.#current;
    if (session === undefined) return;
    void session.probe(this.#probe);
    this.#hub.environment.setTimeout(
      () => {
        if (session === this.#current && session.isProbing && this.#attempt === undefined) this.#connect();
      },
      frozenFor > longFreezeMs ? 0 : probeTimeoutMs,
    );
    this.#notify();
  }

  /** Starts a parallel attempt when the current connection has been silent too long. Call about once a second. */
  tick(): void {
    if (this.#current !== undefined && this.#isSilent(this.#current) && this.#attempt === undefined && !this.#retry.isSet)
      this.#connect();
    this.#notify();
  }

  /** Closes the connection. The next user opens one again. */
  async close(): Promise<void> {
    this.#isActive = false;
    this.#linger.stop();
    this.#retry.stop();
    this.#abandonAttempt();
    const session = this.#current;
    this.#current = undefined;
    this.#failures = 0;
    this.#mustReplace = this.#isRefused = false;
    this.#reason = undefined;
    if (session !== undefined) this.#users.leave(session);
    this.#notify();
    await session?.stop();
  }

  /** Closes the link for good: a later user does not open it again. */
  async dispose(): Promise<void> {
    this.#isDisposed = true;
    await this.close();
  }

  #connect(): void {
    this.#retry.stop();
    this.#abandonAttempt();
    const timeoutMs = connectTimeoutsMs[Math.min(this.#failures, connectTimeoutsMs.length - 1)] ?? 0;
    const attempt = new HubAttempt(this.#hub, this.#transport, timeoutMs, this.#onReceive);
    this.#attempt = attempt;
    this.#notify();
    void this.#awaitAttempt(attempt);
  }

  async #awaitAttempt(attempt: HubAttempt): Promise<void> {
    const outcome = await attempt.run();
    if (attempt !== this.#attempt || outcome === undefined) return;
    if (outcome instanceof HubSession) {
      await this.#takeOver(outcome, attempt);
      return;
    }
    this.#attempt = undefined;
    this.#closesEarly = false;
    this.#isRefused = outcome.kind === 'refused';
    this.#reason = outcome.reason;
    // If WebSockets are blocked, the next attempt negotiates; the attempt after that tries a direct WebSocket again.
    this.#transport = outcome.kind === 'blocked' && this.#transport === 'direct' ? 'negotiated' : 'direct';
    this.#retryLater();
  }

  async #takeOver(session: HubSession, attempt: HubAttempt): Promise<void> {
    this.#joining = session;
    session.onClose(error => this.#closed(session, error));
    const joined = this.#users.join(session);
    const old = this.#current;
    if (old !== undefined) await Promise.race([joined, this.#delay(takeOverTimeoutMs)]);
    // Meanwhile the new connection may have closed, or may already have replaced the old one.
    if (this.#joining === session && attempt === this.#attempt) this.#makeCurrent(session);
  }

  /** Makes this the current connection and ends the old one. */
  #makeCurrent(session: HubSession): void {
    const old = this.#current;
    this.#current = session;
    this.#attempt = this.#joining = undefined;
    this.#mustReplace = this.#isRefused = false;
    this.#reason = undefined;
    this.#transport = 'direct';
    if (old !== undefined) this.#end(old);
    this.#notify();
  }

  #abandonAttempt(): void {
    const joining = this.#joining;
    if (joining === undefined) this.#attempt?.abandon();
    this.#attempt = this.#joining = undefined;
    if (joining !== undefined) this.#end(joining);
  }

  #closed(session: HubSession, error: Error | undefined): void {
    const wasJoining = session === this.#joining;
    if (!wasJoining && session !== this.#current) return;
    if (wasJoining) this.#attempt = this.#joining = undefined;
    else this.#current = undefined;
    this.#closesEarly = this.#since(session.openedAt) < minStableMs;
    if (!this.#closesEarly) this.#failures = 0;
    this.#users.leave(session);
    this.#reason = error?.message ?? 'The gateway closed the connection.';
    if (!wasJoining && this.#joining !== undefined) this.#makeCurrent(this.#joining);
    else if (this.#attempt === undefined) this.#retryLater();
    else this.#notify();
  }

  #retryLater(): void {
    const { environment } = this.#hub;
    const isNeeded = this.#current === undefined || this.#mustReplace || this.#current.isProbing || this.#isSilent(this.#current);
    if (this.#isActive && isNeeded && !this.#retry.isSet) {
      const isReachable = this.#closesEarly || this.#isRefused;
      const delay = (isReachable ? reconnectDelay : connectDelay)(this.#failures, environment.random());
      this.#failures += 1;
      // Without a network an attempt only costs battery; retry three times more slowly, in case the device is wrong about being offline.
      this.#retry.set(this.#isOnline ? delay : delay * 3, () => this.#connect());
    }
    this.#notify();
  }

  #end(session: HubSession): void {
    this.#users.leave(session);
    void session.stop();
  }

  *#sessions(): Iterable<HubSession> {
    if (this.#current !== undefined) yield this.#current;
    if (this.#joining !== undefined) yield this.#joining;
  }

  #isSilent(session: HubSession): boolean {
    return this.#since(session.heardAt) >= silentAfter;
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
    this.#stateListeners.notify();
  }
}
