/** Rate and mean age of the frames that were shown in the last two seconds. */
export class FrameMeter {
  static readonly #window = 2000;
  /** Two pictures that come at the same moment are no rate. */
  static readonly #shortest = 250;
  readonly #shown: { readonly at: number; readonly age: number }[] = [];

  /** Counts a picture that is shown now (monotonic milliseconds) at this age (milliseconds). */
  count(now: number, age: number): void {
    this.#shown.push({ at: now, age });
    this.#forget(now);
  }

  /** Pictures a second; 0 while they came within a quarter of a second, and with fewer than two in the window. */
  rate(now: number): number {
    this.#forget(now);
    const first = this.#shown[0];
    const last = this.#shown[this.#shown.length - 1];
    if (first === undefined || last === undefined || last.at - first.at < FrameMeter.#shortest) return 0;
    return ((this.#shown.length - 1) * 1000) / (last.at - first.at);
  }

  /** Mean age, milliseconds; undefined while there is no picture in the window. */
  age(now: number): number | undefined {
    this.#forget(now);
    if (this.#shown.length === 0) return undefined;
    return this.#shown.reduce((sum, { age }) => sum + age, 0) / this.#shown.length;
  }

  #forget(now: number): void {
    while ((this.#shown[0]?.at ?? Infinity) < now - FrameMeter.#window) this.#shown.shift();
  }
}
