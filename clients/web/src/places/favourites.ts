import { parseFavourites } from '@live-parking/client/driver';
import { readText, writeText } from '../session/browser-storage.ts';

const key = 'live-parking.favourites';

/** The locations that this browser keeps as favourites. */
export class Favourites {
  #ids = new Set(this.#read());

  get ids(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Keeps a location, or no longer. */
  toggle(id: string): void {
    // Another tab may have changed them in between.
    this.#ids = new Set(this.#read());
    if (!this.#ids.delete(id)) this.#ids.add(id);
    writeText(() => localStorage, key, [...this.#ids].join(' '));
  }

  #read(): string[] {
    return parseFavourites(readText(() => localStorage, key));
  }
}
