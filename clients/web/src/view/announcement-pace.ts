/** At least this long between two announcements, milliseconds: whoever listens hears at most one in 10 s, and the page beside it. */
export const pace = 10_500;

/** What is to be said; asked for when it is said, so that it holds then. */
export type Sentence = string | (() => string);

/** Lets one sentence through at a time; of those that wait the newest is said. */
export class AnnouncementPace {
  readonly #say: (sentence: string) => void;
  #waiting: Sentence | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (sentence: string) => void) {
    this.#say = say;
  }

  /** Says it now, or when the pace allows it and nothing newer came. */
  offer(sentence: Sentence): void {
    this.#waiting = sentence;
    if (this.#timer === undefined) this.#next();
  }

  #next(): void {
    const sentence = this.#waiting;
    this.#waiting = undefined;
    this.#timer = sentence === undefined ? undefined : setTimeout(() => this.#next(), pace);
    if (sentence !== undefined) this.#say(typeof sentence === 'string' ? sentence : sentence());
  }
}
