import { authorityClaims, type Authority } from '@live-parking/client';
import {
  AuthRequest,
  exchangeCodeAsync,
  fetchDiscoveryAsync,
  makeRedirectUri,
  refreshAsync,
  revokeAsync,
  type DiscoveryDocument,
  type TokenResponse,
} from 'expo-auth-session';
import { openAuthSessionAsync } from 'expo-web-browser';
import { Platform } from 'react-native';
import { readServerAddress } from '../server/server-address';
import { attempt, inTime, problemOf } from './oidc-answer';
import type { SignedIn } from './signed-in';
import type { SignInProblem } from './sign-in-problem';

/** Signs in at an authority: authorization code with PKCE, in the browser's dialog of the phone. Problems are returned, not thrown. */
export class Oidc {
  readonly #authority: Authority;
  #discovery: DiscoveryDocument | undefined;

  constructor(authority: Authority) {
    this.#authority = authority;
  }

  /** Opens the dialog in which the user signs in. @param language The language of the app. */
  async begin(language: string): Promise<SignedIn | SignInProblem> {
    if (!this.#isSecure()) return { problem: 'insecure' };
    return attempt<SignedIn | SignInProblem>(async () => {
      const { clientId, scope } = this.#authority;
      const discovery = await this.#discover();
      const redirectUri = redirectAddress();
      const scopes = scope.split(' ');
      const request = new AuthRequest({ clientId, redirectUri, scopes, usePKCE: true, extraParams: { ui_locales: language } });
      const answer = await request.promptAsync(discovery);
      if (answer.type === 'error') return problemOf(answer.error ?? undefined);
      if (answer.type !== 'success') return { problem: 'cancelled' };
      const code = answer.params['code'] ?? '';
      const extraParams = { code_verifier: request.codeVerifier ?? '' };
      return this.#signedIn(await inTime(exchangeCodeAsync({ clientId, redirectUri, code, extraParams }, discovery)));
    });
  }

  /** Gets a new access token with the refresh token; an authority that gave none has to be asked by its user again. */
  async renew(before: SignedIn): Promise<SignedIn | SignInProblem> {
    const { refreshToken } = before;
    if (refreshToken === undefined) return { problem: 'ended' };
    return attempt(async () => {
      const discovery = await this.#discover();
      const tokens = await inTime(refreshAsync({ clientId: this.#authority.clientId, refreshToken }, discovery));
      // What an authority does not replace it leaves out.
      return { refreshToken, ...(before.idToken === undefined ? {} : { idToken: before.idToken }), ...this.#signedIn(tokens) };
    });
  }

  /** Tells the authority that the user leaves: its tokens end, and its session in the phone's browser, where it has addresses for that. */
  async end({ accessToken, refreshToken, idToken }: SignedIn): Promise<undefined | SignInProblem> {
    return attempt(async () => {
      const { clientId } = this.#authority;
      const discovery = await this.#discover();
      if (discovery.revocationEndpoint !== undefined)
        await inTime(revokeAsync({ clientId, token: refreshToken ?? accessToken }, discovery));
      if (discovery.endSessionEndpoint === undefined) return undefined;
      const page = redirectAddress();
      const hint: Record<string, string> = idToken === undefined ? {} : { id_token_hint: idToken };
      // OpenID Connect RP-Initiated Logout 1.0, section 2: the library has no call for it.
      const query = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: page, ...hint });
      await openAuthSessionAsync(`${discovery.endSessionEndpoint}?${query.toString()}`, page);
      return undefined;
    });
  }

  /** Throws when the authority does not answer with its addresses. */
  async #discover(): Promise<DiscoveryDocument> {
    this.#discovery ??= await inTime(fetchDiscoveryAsync(this.#authority.authority.replace(/\/+$/, '')));
    const { authorizationEndpoint, tokenEndpoint } = this.#discovery;
    if (authorizationEndpoint !== undefined && tokenEndpoint !== undefined) return this.#discovery;
    this.#discovery = undefined;
    throw new TypeError('The authority does not say where to sign in.');
  }

  #signedIn({ accessToken, refreshToken, idToken, issuedAt, expiresIn }: TokenResponse): SignedIn {
    if (typeof accessToken !== 'string' || accessToken === '') throw new TypeError('The answer has no access token.');
    const claims = authorityClaims(accessToken, this.#authority);
    return {
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
      ...(idToken === undefined ? {} : { idToken }),
      ...(expiresIn === undefined ? {} : { expiresAt: (issuedAt + Number(expiresIn)) * 1000 }),
      ...(claims === undefined ? {} : { claims }),
    };
  }

  /** Browsers have no cryptography for pages over plain HTTP, and everybody on the way could read what is typed at an authority over it. */
  #isSecure(): boolean {
    const hasCryptography = Platform.OS !== 'web' || (crypto.subtle as SubtleCrypto | undefined) !== undefined;
    return hasCryptography && readServerAddress(this.#authority.authority).kind !== 'unencrypted';
  }
}

/** Where the authority sends its user back to. It is registered there (docs/mobile.md). */
function redirectAddress(): string {
  if (Platform.OS === 'web') return `${location.origin}/`;
  // In Expo Go the scheme is Expo's, and the library knows the rest.
  return makeRedirectUri({ native: 'liveparking://sign-in', scheme: 'liveparking', path: 'sign-in' });
}
