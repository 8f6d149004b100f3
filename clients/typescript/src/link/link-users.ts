import type { HubSession } from './hub-session.ts';

/** A consumer of a link. During a takeover it is joined to both connections. */
export interface LinkUser {
  /** Start using this connection. Resolves when this connection can deliver everything that is shown; never rejects. */
  join(session: HubSession): Promise<void>;
  /** Stop using this connection. */
  leave(session: HubSession): void;
}

/** All users of a link. */
export class LinkUsers {
  readonly #users = new Set<LinkUser>();

  get isEmpty(): boolean {
    return this.#users.size === 0;
  }

  add(user: LinkUser): void {
    this.#users.add(user);
  }

  /** Removes one; returns whether it was present. */
  remove(user: LinkUser): boolean {
    return this.#users.delete(user);
  }

  /** All join a connection; resolves when this connection can deliver everything that is shown. */
  async join(session: HubSession): Promise<void> {
    await Promise.all([...this.#users].map(user => user.join(session)));
  }

  /** All leave a connection. */
  leave(session: HubSession): void {
    for (const user of this.#users) user.leave(session);
  }
}
