/** Reports which elements are on the screen. One observer serves the whole page. */
export class ElementsInView {
  readonly #listeners = new Map<Element, (inView: boolean) => void>();
  readonly #observer = new IntersectionObserver(
    entries => {
      for (const entry of entries) this.#listeners.get(entry.target)?.(entry.isIntersecting);
    },
    // A picture is asked for a little before it scrolls into view.
    { rootMargin: '80px' },
  );

  watch(element: Element, listener: (inView: boolean) => void): void {
    this.#listeners.set(element, listener);
    this.#observer.observe(element);
  }

  forget(element: Element): void {
    this.#observer.unobserve(element);
    this.#listeners.delete(element);
  }
}
