import { createHash } from 'node:crypto';
import { encode } from '../../../typescript/test/support/tokens';
import { authorityClaims, type Authority } from '@live-parking/client';
import type { SignedIn } from '../../src/sign-in/signed-in';
import { dialog, type DialogResult } from './fake-web-browser';

/** An OpenID Connect authority in memory: it answers the app's requests, and the browser's dialog shows it. */
export class FakeAuthority {
  readonly settings: Authority = {
    authority: 'https://login.example/realm/',
    clientId: 'live-parking-page',
    scope: 'openid profile offline_access',
    roleClaim: 'roles',
    groupClaim: 'groups',
    roles: ['parking-managers=operator'],
  };
  /** `silent` takes requests and does not answer them. */
  state: 'up' | 'away' | 'silent' = 'up';
  /** What the user does in the dialog. */
  user: 'signs in' | 'cancels' | 'closes it' | 'comes from elsewhere' | 'is turned away' = 'signs in';
  /** How long its access tokens are valid, milliseconds. */
  life = 600_000;
  hasRefreshTokens = true;
  /** The grants of the tokens that were asked for. */
  readonly grants: string[] = [];
  /** The addresses that the dialog showed. */
  readonly shown: URL[] = [];
  readonly revoked: string[] = [];
  /** When its access tokens end, Unix milliseconds. */
  readonly #ends = new Map<number, number>();
  #challenge = '';
  #count = 0;

  constructor() {
    dialog.open = (url, returnUrl) => this.#show(new URL(url), returnUrl);
    jest.spyOn(globalThis, 'fetch').mockImplementation((url, request) => this.#answer(String(url), new URLSearchParams(String(request?.body ?? ''))));
  }

  /** The access token that it gave last. */
  get token(): string {
    return this.#token(this.#count);
  }

  /** What an app keeps of a sign-in. */
  signedIn(): SignedIn {
    const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = this.#tokens();
    return { accessToken, ...(refreshToken === undefined ? {} : { refreshToken }), idToken, claims: authorityClaims(accessToken, this.settings) };
  }

  #show(url: URL, returnUrl: string): DialogResult {
    this.shown.push(url);
    const { searchParams } = url;
    if (url.pathname === '/realm/end') return { type: 'success', url: returnUrl };
    this.#challenge = searchParams.get('code_challenge') ?? '';
    const state = this.user === 'comes from elsewhere' ? 'another' : (searchParams.get('state') ?? '');
    const back = (answer: string): DialogResult => ({ type: 'success', url: `${returnUrl}?${answer}&state=${state}` });
    if (this.user === 'closes it') return { type: 'cancel' };
    if (this.user === 'cancels') return back('error=access_denied');
    return back(this.user === 'is turned away' ? 'error=invalid_scope' : 'code=abc');
  }

  async #answer(url: string, form: URLSearchParams): Promise<Response> {
    if (this.state === 'away') throw new TypeError('Network request failed');
    if (this.state === 'silent') return new Promise(() => {});
    switch (new URL(url).pathname) {
      case '/realm/.well-known/openid-configuration':
        return answer({
          authorization_endpoint: 'https://login.example/realm/authorize',
          token_endpoint: 'https://login.example/realm/token',
          revocation_endpoint: 'https://login.example/realm/revoke',
          end_session_endpoint: 'https://login.example/realm/end',
        });
      case '/realm/revoke':
        this.revoked.push(form.get('token') ?? '');
        return answer({});
      default:
        return answer(this.#grant(form));
    }
  }

  #grant(form: URLSearchParams): object {
    const grant = form.get('grant_type') ?? '';
    this.grants.push(grant);
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    const isValid = grant === 'refresh_token' ? this.hasRefreshTokens : challenge === this.#challenge;
    return isValid && form.get('client_id') === this.settings.clientId ? this.#tokens() : { error: 'invalid_grant' };
  }

  #tokens() {
    this.#count += 1;
    return {
      access_token: this.#token(this.#count),
      id_token: `header.${encode({ sub: 'u-1', name: 'Budi Hartono' })}.signature`,
      expires_in: this.life / 1000,
      ...(this.hasRefreshTokens ? { refresh_token: `refresh-${this.#count}-${'x'.repeat(3000)}` } : {}),
    };
  }

  #token(number: number): string {
    const end = this.#ends.get(number) ?? Date.now() + this.life;
    this.#ends.set(number, end);
    return `header.${encode({ sub: 'u-1', roles: ['parking-managers'], groups: ['malls'], exp: end / 1000, number })}.signature`;
  }
}

function answer(body: object): Response {
  return { ok: true, status: 200, headers: { get: () => 'application/json' }, json: async () => body } as unknown as Response;
}
