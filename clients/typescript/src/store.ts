/** A value that changes, in the form that React's `useSyncExternalStore` takes; it needs no React. */
export interface Store<T> {
  /** What is known now: the same object until something changes. */
  getSnapshot(): T;
  /** Calls the listener after every change until the returned function is called. The store works while it has a subscriber. */
  subscribe(listener: () => void): () => void;
}
