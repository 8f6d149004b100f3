/** From this age on a picture is not fresh, milliseconds. */
export const freshFor = 500;

/** The observed time around a change of the token: before it for the usual rate, and after it. */
const before = 500;
const after = 3000;

/** The shown values of one phone, compared with the true ones. */
export class Shown {
  backwards = 0;
  wrong = 0;
  version = 0;
  #truths;
  #return;
  #numbers = [];
  #pictures = [];
  #sequence = -Infinity;

  /** @param truths The location's true numbers, oldest first: `{version, occupied, at}`. */
  constructor(truths) {
    this.#truths = truths;
  }

  number(version, occupied) {
    if (version < this.version) this.backwards += 1;
    if (version === this.version) return;
    this.version = version;
    const truth = this.#truths.find(each => each.version === version);
    if (truth !== undefined && truth.occupied !== occupied) this.wrong += 1;
    const now = Date.now();
    this.#numbers.push({ at: now, version });
    if (this.#numbers.length > 200) this.#numbers.splice(0, 100);
    this.#look();
  }

  picture(sequence, capturedAt) {
    if (sequence === this.#sequence) return;
    if (sequence < this.#sequence) this.backwards += 1;
    this.#sequence = sequence;
    const now = Date.now();
    this.#pictures.push({ at: now, age: now - capturedAt });
    if (this.#pictures.length > 400) this.#pictures.splice(0, 200);
    this.#look();
  }

  /** A truth became known: it may be the one that a return waits for. */
  learned() {
    this.#look();
  }

  get isComplete() {
    return this.version > 0 && this.#pictures.length > 0;
  }

  /**
   * The phone is back now: resolves with how long the right number and a fresh picture took, null for what did not come in time. The right number is
   * the newest that was true then, or the next one when the phone showed that already.
   */
  returned(kind, at, limit) {
    return new Promise(resolve => {
      const known = this.#truths.at(-1)?.version ?? 0;
      this.#return = { kind, at, needed: Math.max(known, this.version + 1), number: null, picture: null, pictureAge: null };
      const end = () => {
        const { number, picture, pictureAge, needed } = this.#return;
        clearTimeout(timer);
        this.#return = undefined;
        resolve({ kind, number, picture, pictureAge, needed, shown: this.version, newest: this.#truths.at(-1)?.version });
      };
      this.#return.end = end;
      const timer = setTimeout(end, limit);
      this.#look();
    });
  }

  #look() {
    const open = this.#return;
    if (open === undefined) return;
    if (open.number === null && this.version >= open.needed) {
      const truth = this.#truths.find(each => each.version >= open.needed);
      // Its answer may still be on the way to this process.
      if (truth !== undefined) {
        const shown = this.#numbers.find(each => each.version >= open.needed);
        open.number = Math.max(0, shown.at - Math.max(open.at, truth.at));
      }
    }
    const last = this.#pictures.at(-1);
    if (open.picture === null && last !== undefined && last.at >= open.at && last.age < freshFor) {
      open.picture = last.at - open.at;
      open.pictureAge = last.age;
    }
    if (open.number !== null && open.picture !== null) open.end();
  }

  /** The token changes now: resolves with the longest pause of numbers and pictures about it, milliseconds. */
  async tokenChanges() {
    const from = Date.now() - before;
    await new Promise(resolve => setTimeout(resolve, after + 1000));
    const to = from + before + after;
    const shownAt = version => this.#numbers.find(each => each.version >= version)?.at ?? Date.now();
    const truths = this.#truths.filter(({ at }) => at >= from && at < to);
    const times = this.#pictures.map(({ at }) => at).filter(at => at >= from - 1000 && at < to);
    const gaps = [...times, to].slice(1).map((at, index) => at - times[index]).filter((_, index) => (times[index + 1] ?? to) >= from);
    return {
      from,
      to,
      numberPause: truths.length === 0 ? null : Math.max(...truths.map(({ version, at }) => shownAt(version) - at)),
      picturePause: times.length === 0 ? to - from : Math.max(...gaps),
    };
  }
}
