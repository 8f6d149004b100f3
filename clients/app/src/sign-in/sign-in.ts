import { ProblemError, readExpiry, type Authority } from '@live-parking/client';
import { askAuthority } from './ask-authority';
import { KeptSignIn } from './kept-sign-in';
import { Oidc } from './oidc';
import { Refusals } from './refusals';
import type { SignedIn } from './signed-in';
import type { SignInProblem } from './sign-in-problem';
import { nobody, type SignInShown } from './sign-in-shown';

/** What a sign-in needs of the client of its server. */
export interface SignInHost {
  /** Makes the client ask for its token. Rejects with a {@link ProblemError} without a connection. */
  readonly renewToken: () => Promise<void>;
  /** The gateway's clock, Unix milliseconds. */
  readonly now: () => number;
}

/** Signing in at one server with the account of an organisation, where the server names an authority. */
export class SignIn {
  readonly #server: string;
  readonly #host: SignInHost;
  readonly #kept: KeptSignIn;
  readonly #restored: Promise<void>;
  readonly #listeners = new Set<() => void>();
  readonly #refusals = new Refusals();
  #shown = nobody;
  /** Null when the server has none; undefined while it has not said. */
  #oidc: Oidc | null | undefined;
  #asking: Promise<Oidc | null> | undefined;
  #renewal: Promise<void> | undefined;
  #givenToken: string | undefined;
  #isReplacing = false;
  #isClosed = false;

  constructor(server: string, host: SignInHost) {
    this.#server = server;
    this.#host = host;
    this.#kept = new KeptSignIn(server);
    this.#restored = this.#restore();
  }

  // Both are bound, so that they can be handed to useSyncExternalStore as they are.
  readonly getShown = (): SignInShown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Asks the server where people sign in, until it has answered. */
  async ask(): Promise<void> {
    if (this.#oidc === undefined) await this.#find().catch(ignoreProblem);
  }

  /** Opens the dialog in which the user signs in. @param language The language of the app. */
  async begin(language: string): Promise<void> {
    if (this.#shown.busy !== undefined) return;
    this.#show({ busy: 'in', problem: undefined });
    await this.#restored;
    const outcome = await this.#try(oidc => oidc.begin(language));
    if ('problem' in outcome) {
      this.#show({ busy: undefined, problem: outcome });
      return;
    }
    this.#use(outcome);
    this.#show({ busy: undefined });
    await this.#tokenChanged();
  }

  /** Ends the sign-in here, and then at the authority. */
  async end(): Promise<void> {
    const { signedIn, busy } = this.#shown;
    if (signedIn === undefined || busy !== undefined) return;
    this.#use(undefined);
    this.#show({ busy: 'out', problem: undefined });
    const [outcome] = await Promise.all([this.#try(oidc => oidc.end(signedIn)), this.#tokenChanged()]);
    this.#show({ busy: undefined, problem: outcome && { problem: 'leftHere' } });
  }

  /** The user has read what went wrong. */
  dismiss(): void {
    this.#show({ problem: undefined });
  }

  /**
   * The token provider of the client, which asks for the first token, before a token ends and after the gateway refused one. So a token that is asked
   * for again is to be renewed. Rejects with a {@link ProblemError} without a connection.
   */
  async token(): Promise<string | undefined> {
    await this.#restored;
    const { signedIn } = this.#shown;
    if (signedIn !== undefined && (signedIn.accessToken === this.#givenToken || this.#left(signedIn) <= 0)) await this.#renew(signedIn);
    this.#givenToken = this.#shown.signedIn?.accessToken;
    return this.#givenToken;
  }

  /** The gateway refused the access token: it is replaced, unless that has not helped before. */
  async refused(): Promise<void> {
    const { signedIn } = this.#shown;
    if (signedIn === undefined || this.#renewal !== undefined || this.#isReplacing) return;
    if (this.#refusals.areTooMany()) {
      this.#stop('refused');
      return;
    }
    this.#isReplacing = true;
    try {
      await this.#host.renewToken();
      if (this.#shown.signedIn === signedIn) this.#stop('refused');
    } catch (error) {
      ignoreProblem(error);
    } finally {
      this.#isReplacing = false;
    }
  }

  /** Another server was chosen: what still comes of this one is not shown any more. */
  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
  }

  async #restore(): Promise<void> {
    const signedIn = await this.#kept.read();
    if (signedIn !== undefined) this.#show({ signedIn });
  }

  #renew(before: SignedIn): Promise<void> {
    this.#renewal ??= this.#renewOnce(before).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewOnce(before: SignedIn): Promise<void> {
    const outcome = await this.#try(oidc => oidc.renew(before));
    // Somebody signed out meanwhile.
    if (this.#shown.signedIn !== before) return;
    if (!('problem' in outcome)) {
      this.#use(outcome);
      return;
    }
    if (outcome.problem === 'unreachable') {
      if (this.#left(before) > 0) return;
      // Rejects without a connection, and then it is not the authority that is away.
      await this.#find();
    }
    this.#stop('ended');
  }

  #stop(problem: 'ended' | 'refused'): void {
    this.#use(undefined);
    this.#show({ problem: { problem } });
    void this.#tokenChanged();
  }

  /** The client takes the token of whoever is signed in now. */
  async #tokenChanged(): Promise<void> {
    if (this.#isClosed) return;
    await this.#host.renewToken().catch(ignoreProblem);
    this.#show({ round: this.#shown.round + 1 });
  }

  #use(signedIn: SignedIn | undefined): void {
    if (this.#isClosed) return;
    this.#kept.write(signedIn);
    this.#show({ signedIn });
  }

  /** How long the access token is still valid, milliseconds. */
  #left({ accessToken, expiresAt = Infinity }: SignedIn): number {
    const expiry = readExpiry(accessToken);
    return expiry === undefined ? expiresAt - Date.now() : expiry - this.#host.now();
  }

  /** Does something at the authority. */
  async #try<T>(act: (oidc: Oidc) => Promise<T | SignInProblem>): Promise<T | SignInProblem> {
    try {
      const oidc = this.#oidc ?? (await this.#find());
      return oidc === null ? { problem: 'ended' } : await act(oidc);
    } catch (error) {
      ignoreProblem(error);
      return { problem: 'unreachable' };
    }
  }

  #find(): Promise<Oidc | null> {
    this.#asking ??= this.#findOnce().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** Rejects with a {@link ProblemError} when the server does not answer. */
  async #findOnce(): Promise<Oidc | null> {
    const authority: Authority | undefined = await askAuthority(this.#server);
    this.#oidc = authority === undefined ? null : (this.#oidc ?? new Oidc(authority));
    this.#show({ isOffered: this.#oidc !== null });
    return this.#oidc;
  }

  #show(change: Partial<SignInShown>): void {
    if (this.#isClosed) return;
    this.#shown = { ...this.#shown, ...change };
    this.#listeners.forEach(listener => listener());
  }
}

/** The server does not answer; everything else is an error of this program. */
function ignoreProblem(error: unknown): void {
  if (!(error instanceof ProblemError)) throw error;
}
