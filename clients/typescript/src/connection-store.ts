import type { Environment } from './environment/environment.ts';
import type { HubLink, LinkState } from './link/hub-link.ts';
import { LiveStore } from './live-store.ts';

/**
 * How the client is connected. `connecting` also means that nothing is subscribed yet; `waiting` is between two attempts or without a
 * network; `refused` means that the gateway does not accept the token, and is tried again; `closed` is after `close()`.
 */
export type ConnectionState = LinkState | 'closed';

/** How the client is connected. */
export interface ConnectionSnapshot {
  readonly state: ConnectionState;
  /** Since when, Unix milliseconds by this device's clock. */
  readonly since: number;
  /** Why it is not connected, for people. */
  readonly reason: string | undefined;
}

/** The worst comes first. */
const ranks: readonly LinkState[] = ['refused', 'waiting', 'connecting', 'connected'];

/** The connections of a client as one: it is as well connected as the worst of those that are in use. */
export class ConnectionStore extends LiveStore<ConnectionSnapshot> {
  readonly #environment: Environment;
  readonly #hold: () => () => void;
  readonly #links: HubLink[] = [];
  #release: (() => void) | undefined;
  #isClosed = false;
  #last: ConnectionSnapshot;

  /** @param hold Keeps a connection up until the returned function is called: who wants to know how it is wants one. */
  constructor(environment: Environment, hold: () => () => void) {
    super(environment);
    this.#environment = environment;
    this.#hold = hold;
    this.#last = { state: 'connecting', since: environment.now(), reason: undefined };
  }

  /** Takes a link into account. */
  add(link: HubLink): void {
    this.#links.push(link);
    link.onState(() => this.refresh());
  }

  /** The client is closed. */
  close(): void {
    this.#isClosed = true;
    this.refresh();
    this.end();
  }

  protected override isOutdated(snapshot: ConnectionSnapshot): boolean {
    return snapshot !== this.read();
  }

  protected override read(): ConnectionSnapshot {
    const { state, reason } = this.#worst();
    if (state !== this.#last.state || reason !== this.#last.reason) {
      const since = state === this.#last.state ? this.#last.since : this.#environment.now();
      this.#last = { state, since, reason };
    }
    return this.#last;
  }

  protected override start(): void {
    if (!this.#isClosed) this.#release = this.#hold();
  }

  protected override stop(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #worst(): { readonly state: ConnectionState; readonly reason: string | undefined } {
    if (this.#isClosed) return { state: 'closed', reason: undefined };
    const active = this.#links.filter(link => link.isActive);
    const isConnected = active.some(link => link.state === 'connected');
    // A second connection that is only being opened takes nothing from the one that stands.
    const counting = isConnected ? active.filter(link => link.state === 'connected' || link.isDown) : active;
    for (const state of ranks) {
      const link = counting.find(each => each.state === state);
      if (link !== undefined) return { state, reason: link.reason };
    }
    return { state: 'connecting', reason: undefined };
  }
}
