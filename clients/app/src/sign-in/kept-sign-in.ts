import { readKept, writeKept } from './kept-text';
import { readSignedIn, type SignedIn } from './signed-in';

/** The sign-in at one server that this device keeps. Where it can keep nothing, as in some private windows, the sign-in ends with the app. */
export class KeptSignIn {
  readonly #server: string;
  #last: Promise<void> = Promise.resolve();

  constructor(server: string) {
    this.#server = server;
  }

  async read(): Promise<SignedIn | undefined> {
    try {
      return readSignedIn(await readKept(this.#server));
    } catch {
      // Stores fail in as many ways as there are devices: locked, damaged, restored from another phone.
      return undefined;
    }
  }

  /** Keeps a sign-in, or forgets it. Writes follow each other in their order. */
  write(signedIn: SignedIn | undefined): void {
    const text = signedIn === undefined ? undefined : JSON.stringify(signedIn);
    this.#last = this.#last.then(() => writeKept(this.#server, text)).catch(() => {});
  }
}
