/** Pictures a second over the last two seconds. */
export class FrameRate {
  static readonly #window = 2000;
  readonly #times: number[] = [];

  /** Counts a picture that is shown now (monotonic milliseconds). */
  count(now: number): void {
    this.#times.push(now);
    this.#forget(now);
  }

  /** The rate now; 0 with fewer than two pictures in the window. */
  at(now: number): number {
    this.#forget(now);
    const first = this.#times[0];
    const last = this.#times[this.#times.length - 1];
    if (first === undefined || last === undefined || last === first) return 0;
    return ((this.#times.length - 1) * 1000) / (last - first);
  }

  #forget(now: number): void {
    while ((this.#times[0] ?? Infinity) < now - FrameRate.#window) this.#times.shift();
  }
}
