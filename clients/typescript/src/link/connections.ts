import type { Environment } from '../environment/environment.ts';
import type { ConnectionSnapshot, ConnectionState } from '../connection-store.ts';
import { LiveStore } from '../live-store.ts';
import type { HubLink } from './hub-link.ts';
import type { LinkState } from './link-state.ts';

/** The worst comes first. */
const ranks: readonly LinkState[] = ['refused', 'waiting', 'connecting', 'connected'];

/** The connections of a client as one: it is as well connected as the worst of those that are in use. */
export class Connections extends LiveStore<ConnectionSnapshot> {
  readonly #environment: Environment;
  readonly #hold: () => () => void;
  readonly #links: HubLink[] = [];
  #release: (() => void) | undefined;
  #isClosed = false;
  #last: ConnectionSnapshot;

  /** @param hold Keeps a connection up until the returned function is called; used while the store has a subscriber. */
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
    // A second connection that is only being opened does not change that another one is up.
    const counting = isConnected ? active.filter(link => link.state === 'connected' || link.isDown) : active;
    for (const state of ranks) {
      const link = counting.find(candidate => candidate.state === state);
      if (link !== undefined) return { state, reason: link.reason };
    }
    return { state: 'connecting', reason: undefined };
  }
}
