import { readText, writeText } from './browser-storage.ts';
import { type Claims, readClaims } from '@live-parking/client';

const key = 'live-parking.token';

/** The token of this tab, if it came with one. It lives in session storage: it ends with the tab and no other tab sees it. */
export class Session {
  #token = readText(() => sessionStorage, key);
  #claims = this.#token === undefined ? undefined : readClaims(this.#token);

  get token(): string | undefined {
    return this.#token;
  }

  get claims(): Claims | undefined {
    return this.#claims;
  }

  /** Takes a new token, or forgets the old one. */
  use(token: string | undefined): void {
    this.#token = token;
    this.#claims = token === undefined ? undefined : readClaims(token);
    writeText(() => sessionStorage, key, token);
  }
}
