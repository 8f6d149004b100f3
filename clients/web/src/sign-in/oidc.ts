/** OpenID Connect: authorization code with PKCE. This file and the library are loaded when somebody signs in, and not with the page. */
import { authorityClaims, readPayload, type Authority } from '@live-parking/client';
import { ErrorResponse, ErrorTimeout, OidcClient, WebStorageStateStore, type SigninResponse, type UserProfile } from 'oidc-client-ts';
import type { SignedIn } from './signed-in.ts';
import type { SignInProblem } from './sign-in-problem.ts';
import { askInFrame } from './silent-frame.ts';

/** Longest wait for an answer of the authority. */
const timeoutSeconds = 10;

/** Answers of an authority that is there and can't serve now. */
const passing = ['server_error', 'temporarily_unavailable'];

/** A page that signs in at an authority. Problems are returned, not thrown. */
export class Oidc {
  readonly #authority: Authority;
  readonly #page: string;

  /** @param page The address of the page, to which the authority sends its user back. */
  constructor(authority: Authority, page: string) {
    this.#authority = authority;
    this.#page = page;
  }

  /**
   * The address at which the user signs in.
   * @param language The language of the page.
   */
  async beginAddress(language: string): Promise<string | SignInProblem> {
    if ((crypto.subtle as SubtleCrypto | undefined) === undefined) return { problem: 'insecure' };
    return attempt(async () => (await this.#client().createSigninRequest({ request_type: 'si:r', ui_locales: language })).url);
  }

  /** Exchanges the response of the authority, a query with its `?`, for tokens. */
  async finish(response: string): Promise<SignedIn | SignInProblem> {
    if (new URLSearchParams(response).get('error') === 'access_denied') return { problem: 'cancelled' };
    return attempt<SignedIn | SignInProblem>(async () => {
      const client = this.#client();
      const isExpected = await client.readSigninResponseState(this.#page + response).then(
        () => true,
        () => false,
      );
      return isExpected ? this.#signedIn(await client.processSigninResponse(this.#page + response)) : { problem: 'wrongState' };
    });
  }

  /** Gets a new access token: with the refresh token, or in a hidden frame where the authority gave none. */
  renew(before: SignedIn): Promise<SignedIn | SignInProblem> {
    return attempt(() => (before.refreshToken === undefined ? this.#renewInFrame(before) : this.#refresh(before, before.refreshToken)));
  }

  /** The address at which the user's session at the authority ends; undefined when the authority has none. */
  endAddress(idToken: string | undefined): Promise<string | undefined | SignInProblem> {
    return attempt(async () => {
      const client = this.#client();
      if ((await client.metadataService.getEndSessionEndpoint()) === undefined) return undefined;
      return (await client.createSignoutRequest(idToken === undefined ? {} : { id_token_hint: idToken })).url;
    });
  }

  /** Throws a DOMException where the browser forbids storage. */
  #client(): OidcClient {
    const { authority, clientId, scope } = this.#authority;
    return new OidcClient({
      authority,
      client_id: clientId,
      scope,
      redirect_uri: this.#page,
      post_logout_redirect_uri: this.#page,
      requestTimeoutInSeconds: timeoutSeconds,
      stateStore: new WebStorageStateStore({ prefix: 'live-parking.signing-in.', store: sessionStorage }),
    });
  }

  async #refresh(before: SignedIn, refreshToken: string): Promise<SignedIn> {
    const { idToken, scope } = before;
    const state = {
      refresh_token: refreshToken,
      session_state: null,
      profile: {} as UserProfile,
      ...(idToken === undefined ? {} : { id_token: idToken }),
      ...(scope === undefined ? {} : { scope }),
    };
    const response = await this.#client().useRefreshToken({ state, timeoutInSeconds: timeoutSeconds });
    const renewed = this.#signedIn(response);
    // An authority that does not replace the refresh token leaves it out.
    return { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken };
  }

  async #renewInFrame({ idToken }: SignedIn): Promise<SignedIn | SignInProblem> {
    const client = this.#client();
    const hint = idToken === undefined ? {} : { id_token_hint: idToken };
    const { url } = await client.createSigninRequest({ request_type: 'si:s', prompt: 'none', ...hint });
    const response = await client.processSigninResponse(this.#page + (await askInFrame(url)));
    // Somebody else may have signed in at the authority since.
    const isOther = idToken !== undefined && response.profile.sub !== readPayload(idToken)['sub'];
    return isOther ? { problem: 'ended' } : this.#signedIn(response);
  }

  #signedIn({ access_token: accessToken, refresh_token: refreshToken, id_token: idToken, scope, expires_at: seconds }: SigninResponse): SignedIn {
    if (accessToken === '') throw new Error('The answer has no access token.');
    const expiresAt = seconds === undefined ? undefined : seconds * 1000;
    return { accessToken, refreshToken, idToken, scope, expiresAt, claims: authorityClaims(accessToken, this.#authority) };
  }
}

async function attempt<T>(act: () => Promise<T>): Promise<T | SignInProblem> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return isUnreachable(error) ? { problem: 'unreachable' } : { problem: 'failed', reason: error.message };
  }
}

function isUnreachable(error: Error): boolean {
  if (error instanceof ErrorResponse) return passing.includes(error.error ?? '');
  if (error instanceof DOMException) return /^(AbortError|TimeoutError|NetworkError)$/.test(error.name);
  // The library tells the status of an answer without an error code only in the message.
  return error instanceof TypeError || error instanceof ErrorTimeout || /\(\d{3}\)/.test(error.message);
}
