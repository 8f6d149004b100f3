/** Those who want to be told. One that fails keeps nothing from the others: its error is thrown in a turn of its own. */
export class Listeners<A extends unknown[] = []> {
  readonly #listeners = new Set<{ readonly call: (...args: A) => void }>();

  get size(): number {
    return this.#listeners.size;
  }

  /** Adds a listener; the same one twice is told twice. Call the returned function to remove it. */
  add(call: (...args: A) => void): () => void {
    const entry = { call };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  tell(...args: A): void {
    tellAll(
      [...this.#listeners].map(({ call }) => call),
      args,
    );
  }
}

/** Calls each; the error of one that fails is thrown in a turn of its own. */
export function tellAll<A extends unknown[]>(calls: readonly ((...args: A) => void)[], args: A): void {
  for (const call of calls) {
    try {
      call(...args);
    } catch (error) {
      void Promise.reject(error as Error);
    }
  }
}
