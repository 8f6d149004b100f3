/** A list of listeners. One that throws does not keep the others from being called: its error is thrown later, by itself. */
export class Listeners<A extends unknown[] = []> {
  readonly #listeners = new Set<{ readonly call: (...args: A) => void }>();

  get size(): number {
    return this.#listeners.size;
  }

  /** Adds a listener; one that is added twice is called twice. Call the returned function to remove it. */
  add(call: (...args: A) => void): () => void {
    const entry = { call };
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  notify(...args: A): void {
    notifyAll(
      [...this.#listeners].map(({ call }) => call),
      args,
    );
  }
}

/** Calls each; the error of one that throws is thrown later, by itself. */
export function notifyAll<A extends unknown[]>(calls: readonly ((...args: A) => void)[], args: A): void {
  for (const call of calls) {
    try {
      call(...args);
    } catch (error) {
      void Promise.reject(error as Error);
    }
  }
}
