/** A gateway that refuses more tokens than this within a minute accepts none of them. */
const mostRefusals = 2;
const refusalsMs = 60_000;

/** How often the gateway has refused a token of late. */
export class Refusals {
  #at: readonly number[] = [];

  /** Notes another one. @returns Whether the gateway accepts no token. */
  areTooMany(): boolean {
    const now = performance.now();
    this.#at = [...this.#at.filter(at => now - at < refusalsMs), now];
    return this.#at.length > mostRefusals;
  }
}
