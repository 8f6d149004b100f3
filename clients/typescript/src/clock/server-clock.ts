/**
  * The gateway's clock, as far as this browser can know it. A phone's clock may be wrong by minutes, and an age
  * measured with it would be wrong too.
  *
  * Every response carries the whole second of the gateway's clock (`Date`), so the offset lies between two bounds: at
  * some time between request and response the gateway's clock was within that second. Responses narrow the bounds. The offset is the
  * smallest correction within them: zero while the browser's own clock fits.
 */
export class ServerClock {
  #lowest = -Infinity;
  #highest = Infinity;

  /**
   * Takes one response into account.
   * @param sentAt When the request was sent, by the browser's clock, Unix milliseconds.
   * @param receivedAt When the response arrived, by the same clock.
   * @param date The response's `Date` header.
   */
  learn(sentAt: number, receivedAt: number, date: string | null): void {
    const second = date === null ? NaN : Date.parse(date);
    if (Number.isNaN(second)) return;
    const lowest = second - receivedAt;
    const highest = second + 1000 - sentAt;
    const agrees = lowest <= this.#highest && highest >= this.#lowest;
    // Bounds that exclude each other mean that one of the clocks was set: the earlier bounds no longer count.
    this.#lowest = agrees ? Math.max(this.#lowest, lowest) : lowest;
    this.#highest = agrees ? Math.min(this.#highest, highest) : highest;
  }

  /** Whether any response has carried the gateway's time yet. */
  get isKnown(): boolean {
    return this.#highest !== Infinity;
  }

  /** What to add to the browser's clock, milliseconds. */
  get offset(): number {
    if (this.#lowest > 0) return this.#lowest;
    return this.#highest < 0 ? this.#highest : 0;
  }

  /** The gateway's clock at a time of the browser's, Unix milliseconds. */
  at(browserTime: number): number {
    return browserTime + this.offset;
  }
}
