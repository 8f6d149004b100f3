/**
 * Hands items to slow work, one at a time. An item that arrives while the work is busy waits; a newer one replaces
 * it. So the work always continues with the newest, and nothing queues.
 */
export class NewestWins<T> {
  readonly #work: (item: T) => Promise<void>;
  #waiting: { readonly item: T } | undefined;
  #busy = false;

  /** @param work Must not reject. */
  constructor(work: (item: T) => Promise<void>) {
    this.#work = work;
  }

  offer(item: T): void {
    this.#waiting = { item };
    if (!this.#busy) void this.#run();
  }

  /** Drops the waiting item. */
  clear(): void {
    this.#waiting = undefined;
  }

  async #run(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting; next !== undefined; next = this.#waiting) {
      this.#waiting = undefined;
      await this.#work(next.item);
    }
    this.#busy = false;
  }
}
