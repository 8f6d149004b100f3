import { ProblemError, readExpiry, type Authority } from '@live-parking/client';
import type { GatewayApi } from '../api/gateway-api.ts';
import type { Session } from '../session/session.ts';
import type { Oidc } from './oidc.ts';
import type { SignInProblem } from './sign-in-problem.ts';
import { rememberPlace } from './sign-in-response.ts';
import type { SignedIn } from './signed-in.ts';

/** A token that does not say when it ends is renewed this long before the authority says it does, milliseconds. */
const leadMs = 60_000;

/** After a renewal that failed, or a navigation that did not happen, the next attempt is possible after this time, milliseconds. */
const pauseMs = 5000;

/** A gateway that refuses more tokens than this within a minute accepts none of them. */
const mostRefusals = 2;
const refusalsMs = 60_000;

/** What a sign-in needs of the page. */
export interface SignInHost {
  /** The address of the page, with which it is registered at the authority. */
  readonly page: string;
  /** Something that is shown has changed. */
  readonly changed: () => void;
  /** Somebody has signed in or out: another token, or none, is in use. */
  readonly tokenChanged: () => void;
  /** Makes the client ask for its token. */
  readonly renewToken: () => Promise<void>;
  /** The gateway's clock, Unix milliseconds. */
  readonly now: () => number;
  /** Leaves the page. */
  readonly go: (address: string) => void;
}

/** How the sign-in looks. */
export interface SignInShown {
  /** Whether the gateway has an authority at which people can sign in. */
  readonly isOffered: boolean;
  /** Signing in or out takes a moment. */
  readonly busy: 'in' | 'out' | undefined;
  readonly isSignedIn: boolean;
  readonly problem: SignInProblem | undefined;
}

/** Signing in with the account of an organisation, where the gateway names an authority. */
export class SignIn {
  readonly #session: Session;
  readonly #api: GatewayApi;
  readonly #host: SignInHost;
  /** Null when the gateway has none; undefined while it has not said. */
  #authority: Authority | null | undefined;
  #busy: 'in' | 'out' | undefined;
  #problem: SignInProblem | undefined;
  #renewal: Promise<void> | undefined;
  #givenToken: string | undefined;
  #triedAt = -Infinity;
  #refusals: readonly number[] = [];

  /** @param api Asks without a token: it is also asked while there is no valid one. */
  constructor(session: Session, api: GatewayApi, host: SignInHost) {
    this.#session = session;
    this.#api = api;
    this.#host = host;
  }

  get shown(): SignInShown {
    return {
      isOffered: (this.#authority ?? null) !== null,
      busy: this.#busy,
      isSignedIn: this.#session.signedIn !== undefined,
      problem: this.#problem,
    };
  }

  /** Asks the gateway where people sign in, until it has answered. */
  async ask(): Promise<void> {
    if (this.#authority !== undefined) return;
    try {
      await this.#findAuthority();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return;
    }
    this.#host.changed();
    // The file for the next renewal: a later release of the gateway no longer has it.
    if (this.#session.signedIn !== undefined) await this.#try(() => Promise.resolve(undefined));
  }

  /** Leaves the page for the authority. */
  async begin(): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#show('in');
    const address = await this.#try(oidc => oidc.beginAddress(document.documentElement.lang));
    if (typeof address !== 'string') {
      this.#show(undefined, address);
      return;
    }
    rememberPlace();
    this.#leave(address);
  }

  /** Comes back from the authority. @param response A query with its `?`. */
  async finish(response: string): Promise<void> {
    const { token } = this.#session;
    this.#show('in');
    const outcome = await this.#try(oidc => oidc.finish(response));
    const isSuperseded = this.#session.token !== token;
    this.#show(undefined, isSuperseded || !('problem' in outcome) ? undefined : outcome);
    if (isSuperseded || 'problem' in outcome) return;
    this.#session.signIn(outcome);
    this.#host.tokenChanged();
  }

  /** Ends the sign-in here, and then at the authority when that has an address for it. */
  async end(): Promise<void> {
    const idToken = this.#session.signedIn?.idToken;
    this.#session.use(undefined);
    this.#busy = 'out';
    this.#problem = undefined;
    this.#host.tokenChanged();
    const address = await this.#try(oidc => oidc.endAddress(idToken));
    if (typeof address === 'string') this.#leave(address);
    else this.#show(undefined, address && { problem: 'leftHere' });
  }

  /** The user has read what went wrong. */
  dismiss(): void {
    this.#show(this.#busy);
  }

  /**
   * The token provider of the client, which asks for the first token, before a token ends and after the gateway refused one. So a token that is asked for
   * again is to be renewed. Rejects with a {@link ProblemError} without a connection.
   */
  async token(): Promise<string | undefined> {
    const { signedIn } = this.#session;
    if (signedIn !== undefined && (signedIn.accessToken === this.#givenToken || this.#left(signedIn) <= 0)) await this.#renew(signedIn);
    this.#givenToken = this.#session.token;
    return this.#givenToken;
  }

  /** The gateway refused the access token. */
  refused(): void {
    if (this.#renewal !== undefined) return;
    const now = performance.now();
    this.#refusals = [...this.#refusals.filter(at => now - at < refusalsMs), now];
    if (this.#refusals.length > mostRefusals) this.#stop('refused');
    else void this.#renewNow();
  }

  /** Renews a token of which the client does not know when it ends, and one that has ended unnoticed. Call about once a second. */
  tick(): void {
    const { signedIn } = this.#session;
    if (signedIn === undefined || this.#renewal !== undefined || performance.now() - this.#triedAt < pauseMs) return;
    if (this.#left(signedIn) <= (readExpiry(signedIn.accessToken) === undefined ? leadMs : 0)) void this.#renewNow();
  }

  async #renewNow(): Promise<void> {
    this.#triedAt = performance.now();
    try {
      await this.#host.renewToken();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  #renew(before: SignedIn): Promise<void> {
    this.#renewal ??= this.#renewOnce(before).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewOnce(before: SignedIn): Promise<void> {
    const outcome = await this.#try(oidc => oidc.renew(before));
    if (this.#session.signedIn !== before) return;
    if (!('problem' in outcome)) {
      this.#session.signIn(outcome);
      this.#host.changed();
      return;
    }
    if (outcome.problem === 'unreachable') {
      if (this.#left(before) > 0) return;
      // Rejects without a connection, and then it is not the authority that is away.
      await this.#findAuthority();
    }
    this.#stop('ended');
  }

  #stop(problem: 'ended' | 'refused'): void {
    this.#session.use(undefined);
    this.#problem = { problem };
    this.#host.tokenChanged();
  }

  /** How long the access token is still valid, milliseconds. */
  #left({ accessToken, expiresAt = Infinity }: SignedIn): number {
    const expiry = readExpiry(accessToken);
    return expiry === undefined ? expiresAt - Date.now() : expiry - this.#host.now();
  }

  /** Does something at the authority. */
  async #try<T>(act: (oidc: Oidc) => Promise<T | SignInProblem>): Promise<T | SignInProblem> {
    try {
      const authority = this.#authority ?? (await this.#findAuthority());
      if (authority === null) return { problem: 'wrongState' };
      const { Oidc } = await import('./oidc.ts');
      return await act(new Oidc(authority, this.#host.page));
    } catch (error) {
      // The gateway does not answer, or the file can't be loaded.
      if (error instanceof ProblemError || error instanceof TypeError) return { problem: 'unreachable' };
      throw error;
    }
  }

  /** Rejects with a {@link ProblemError} when the gateway does not answer. */
  async #findAuthority(): Promise<Authority | null> {
    this.#authority = (await this.#api.signIn()) ?? null;
    return this.#authority;
  }

  #leave(address: string): void {
    this.#host.go(address);
    // The user may stop the navigation, or come back to this very page.
    setTimeout(() => this.#show(undefined), pauseMs);
  }

  #show(busy: 'in' | 'out' | undefined, problem?: SignInProblem): void {
    this.#busy = busy;
    this.#problem = problem;
    this.#host.changed();
  }
}
