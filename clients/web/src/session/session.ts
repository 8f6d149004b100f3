import { readText, writeText } from './browser-storage.ts';
import { type Claims, readClaims } from '@live-parking/client';
import { readSignedIn, type SignedIn } from '../sign-in/signed-in.ts';

const linkKey = 'live-parking.token';
const signInKey = 'live-parking.sign-in';

/**
 * The token of this tab, if it came with one or somebody signed in. It lives in session storage: it ends with the tab and no other tab sees it.
 * A link's token wins over a sign-in.
 */
export class Session {
  #link = readText(() => sessionStorage, linkKey);
  #signedIn = this.#link === undefined ? readSignedIn(readText(() => sessionStorage, signInKey)) : undefined;
  #claims = this.#link === undefined ? this.#signedIn?.claims : readClaims(this.#link);

  get token(): string | undefined {
    return this.#link ?? this.#signedIn?.accessToken;
  }

  get claims(): Claims | undefined {
    return this.#claims;
  }

  /** The sign-in whose access token is in use. */
  get signedIn(): SignedIn | undefined {
    return this.#signedIn;
  }

  /** Takes the token of a link, or forgets what it has. */
  use(token: string | undefined): void {
    this.#take(token, undefined);
  }

  /** Takes a sign-in, new or renewed. */
  signIn(signedIn: SignedIn): void {
    this.#take(undefined, signedIn);
  }

  #take(link: string | undefined, signedIn: SignedIn | undefined): void {
    this.#link = link;
    this.#signedIn = signedIn;
    this.#claims = link === undefined ? signedIn?.claims : readClaims(link);
    writeText(() => sessionStorage, linkKey, link);
    writeText(() => sessionStorage, signInKey, signedIn === undefined ? undefined : JSON.stringify(signedIn));
  }
}
