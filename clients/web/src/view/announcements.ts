/** A screen reader is given no more than one announcement in this time, milliseconds. */
const pause = 10_000;

/** So many sentences make one announcement; more would be a speech. */
const mostSentences = 3;

/** Sentences that are announced one after another, at most one in 10 s. Further ones wait; of the same matter only the newest is announced. */
export class Announcements {
  readonly #say: (text: string) => void;
  readonly #waiting = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  /** @param matter What it is about, such as a level. */
  add(matter: string, sentence: string): void {
    this.#waiting.delete(matter);
    this.#waiting.set(matter, sentence);
    if (this.#timer === undefined) this.#speak();
  }

  /** Says nothing any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  #speak(): void {
    const sentences = [...this.#waiting.values()].slice(-mostSentences);
    this.#waiting.clear();
    this.#timer = undefined;
    if (sentences.length === 0) return;
    this.#say(sentences.join(' '));
    this.#timer = setTimeout(() => this.#speak(), pause);
  }
}
