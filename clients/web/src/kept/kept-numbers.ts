import type { LocationStatus } from '@live-parking/client';
import { type KeptLocation, keptText, readKept } from './kept-location.ts';

/** Where the text is kept. Data shown with a token ends with the tab and with the token; other data stays in the browser. */
export interface KeptPlaces {
  read(withToken: boolean): string | undefined;
  write(withToken: boolean, text: string | undefined): void;
}

/** At least this long between two writes, milliseconds. */
const pause = 5000;

/** While nothing changes, the time at which the numbers were current is written this often, milliseconds. */
const repeat = 30_000;

/** The last known numbers of the locations that were seen, for a start without a connection. */
export class KeptNumbers {
  readonly #places: KeptPlaces;
  readonly #now: () => number;
  /** Of earlier visits. */
  #earlier: ReadonlyMap<string, KeptLocation>;
  /** The numbers received in this visit, with this token. */
  readonly #live = new Map<string, KeptLocation>();
  #preferred: ReadonlySet<string> = new Set();
  #withToken: boolean;
  #isOpen = true;
  #hasChanged = false;
  #writtenAt = -Infinity;

  /** @param now The device's clock, Unix milliseconds. */
  constructor(places: KeptPlaces, withToken: boolean, now: () => number) {
    this.#places = places;
    this.#now = now;
    this.#withToken = withToken;
    this.#earlier = this.#read();
  }

  /** The locations that are kept, those seen last first. */
  get ids(): readonly string[] {
    return [...this.#earlier.keys()];
  }

  /** The last known state of a location from an earlier visit. */
  get(id: string): KeptLocation | undefined {
    return this.#earlier.get(id);
  }

  /** Stores the latest numbers from the gateway. */
  take(status: LocationStatus): void {
    if (!this.#isOpen) return;
    this.#live.set(status.id, { seenAt: this.#now(), status });
    this.#hasChanged = true;
  }

  /** These locations are kept before all others where there is not room for all. */
  prefer(ids: Iterable<string>): void {
    this.#preferred = new Set(ids);
  }

  /** Forgets a location that is no more. */
  forget(id: string): void {
    const earlier = new Map(this.#earlier);
    this.#hasChanged = earlier.delete(id) || this.#hasChanged;
    this.#hasChanged = this.#live.delete(id) || this.#hasChanged;
    this.#earlier = earlier;
  }

  /** The connection is live: numbers received in this visit that still get updates are current. Writes from time to time. */
  beLive(isLive: (locationId: string) => boolean): void {
    const now = this.#now();
    for (const [id, { status }] of this.#live) if (isLive(id)) this.#live.set(id, { seenAt: now, status });
    if (now - this.#writtenAt >= (this.#hasChanged ? pause : repeat)) this.save();
  }

  /** Writes now, as when the page is left. */
  save(): void {
    if (!this.#isOpen || (this.#live.size === 0 && !this.#hasChanged)) return;
    this.#places.write(this.#withToken, keptText([...this.#live.values(), ...this.#stillEarlier()], this.#preferred));
    this.#hasChanged = false;
    this.#writtenAt = this.#now();
  }

  /**
   * The token changes: the data of the previous one is forgotten, and nothing is stored until {@link reopen}, because answers to the previous one may still be
   * in flight.
   */
  change(withToken: boolean): void {
    this.#isOpen = false;
    this.#live.clear();
    this.#places.write(true, undefined);
    this.#withToken = withToken;
    this.#earlier = this.#read();
  }

  /** The new token, or none, is in use. */
  reopen(): void {
    this.#isOpen = true;
  }

  #stillEarlier(): readonly KeptLocation[] {
    return [...this.#earlier.values()].filter(({ status }) => !this.#live.has(status.id));
  }

  #read(): ReadonlyMap<string, KeptLocation> {
    return new Map(readKept(this.#places.read(this.#withToken), this.#now()).map(kept => [kept.status.id, kept]));
  }
}
