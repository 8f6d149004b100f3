/** A part of the page that shows one item. */
export interface Part<T> {
  readonly element: HTMLElement;
  update(item: T): void;
  /** Ends what the part has running. */
  dispose?(): void;
}

/** Keeps the children of an element in step with a list: a part lives as long as its item does and moves with it. */
export class KeyedChildren<T, P extends Part<T>> {
  readonly #parent: HTMLElement;
  readonly #key: (item: T) => string;
  readonly #create: (item: T) => P;
  readonly #parts = new Map<string, P>();

  constructor(parent: HTMLElement, key: (item: T) => string, create: (item: T) => P) {
    this.#parent = parent;
    this.#key = key;
    this.#create = create;
  }

  get parts(): Iterable<P> {
    return this.#parts.values();
  }

  show(items: readonly T[]): void {
    const keys = new Set(items.map(this.#key));
    for (const [key, part] of this.#parts) {
      if (!keys.has(key)) {
        this.#parts.delete(key);
        part.dispose?.();
        part.element.remove();
      }
    }
    items.forEach((item, index) => {
      const part = this.#partOf(item);
      part.update(item);
      const there = this.#parent.children[index] ?? null;
      // Inserting an element again at its current position would lose its focus.
      if (there !== part.element) this.#parent.insertBefore(part.element, there);
    });
  }

  #partOf(item: T): P {
    const key = this.#key(item);
    const part = this.#parts.get(key) ?? this.#create(item);
    this.#parts.set(key, part);
    return part;
  }
}
