/** Interval between requests to a gateway, milliseconds. */
const period = 10_000;

/** Polls the faults that a gateway reports while it still serves, as long as they are shown. */
export class GatewayNotices {
  readonly #ask: () => Promise<readonly string[]>;
  readonly #show: (notices: readonly string[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;
  #isWanted = false;

  /**
   * @param ask Asks the gateway; returns an empty list when it is unreachable, which is shown elsewhere.
   * @param show Called with each response, and with an empty list when notices are no longer needed.
   */
  constructor(ask: () => Promise<readonly string[]>, show: (notices: readonly string[]) => void) {
    this.#ask = ask;
    this.#show = show;
  }

  /** Starts or stops polling. */
  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) void this.refresh();
    else this.#end();
  }

  /** Polls now. */
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
