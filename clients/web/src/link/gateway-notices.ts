/** Interval between requests to a gateway, milliseconds. */
const period = 10_000;

/** Asks from time to time what of the gateway does not work although it serves, while somebody wants to know. */
export class GatewayNotices {
  readonly #ask: () => Promise<readonly string[]>;
  readonly #show: (notices: readonly string[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;
  #isWanted = false;

  /**
   * @param ask Asks the gateway; returns nothing when it is unreachable, which is shown elsewhere.
   * @param show Called with each answer, and with nothing when notices are no longer needed.
   */
  constructor(ask: () => Promise<readonly string[]>, show: (notices: readonly string[]) => void) {
    this.#ask = ask;
    this.#show = show;
  }

  /** Begins or ends to ask. */
  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) void this.refresh();
    else this.#end();
  }

  /** Asks now. */
  async refresh(): Promise<void> {
    if (!this.#isWanted) return;
    clearTimeout(this.#timer);
    const round = ++this.#round;
    try {
      if (document.hidden) return;
      const notices = await this.#ask();
      if (round === this.#round) this.#show(notices);
    } finally {
      // In any case the next request is scheduled, unless another one has begun or notices are no longer needed.
      if (round === this.#round) this.#timer = setTimeout(() => void this.refresh(), period);
    }
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
    this.#show([]);
  }
}
