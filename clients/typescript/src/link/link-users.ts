import type { HubChannel } from './hub-channel.ts';

/** Somebody who uses a link. While a connection takes over from another one it has both. */
export interface LinkUser {
  /** A connection is up. Resolves when the shown data can continue from it; never rejects. */
  join(channel: HubChannel): Promise<void>;
  /** A connection is not to be used any more. */
  leave(channel: HubChannel): void;
}

/** All who use a link. */
export class LinkUsers {
  readonly #users = new Set<LinkUser>();

  get isEmpty(): boolean {
    return this.#users.size === 0;
  }

  add(user: LinkUser): void {
    this.#users.add(user);
  }

  /** Removes one; answers whether it was there. */
  remove(user: LinkUser): boolean {
    return this.#users.delete(user);
  }

  /** All join a connection; resolves when their shown data can continue from it. */
  async join(channel: HubChannel): Promise<void> {
    await Promise.all([...this.#users].map(user => user.join(channel)));
  }

  /** All leave a connection. */
  leave(channel: HubChannel): void {
    for (const user of this.#users) user.leave(channel);
  }
}
