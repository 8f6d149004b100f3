import { toBase64 } from '@live-parking/client';
import { encode } from '../../../typescript/test/support/tokens.ts';

/** What an authorization request asked for. */
interface Grant {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/**
 * An OpenID Connect authority in memory, behind `fetch`: discovery, authorization code with PKCE (S256 only), refresh tokens that are replaced at
 * each use, and the end of the session. Tokens are not signed.
 */
export class FakeAuthority {
  readonly address = 'https://login.example/realm';
  /** What the access tokens say beside their subject. */
  claims: Readonly<Record<string, unknown>> = { role: 'operator', group: 'malls' };
  /** Of access tokens, seconds. */
  lifetime = 600;
  isUp = true;
  isOpaque = false;
  hasEndSession = true;
  givesRefreshTokens = true;
  /** Removed users get no new tokens. */
  subject: string | undefined = 'guard';
  readonly requests: string[] = [];
  /** All access tokens, oldest first. */
  readonly accessTokens: string[] = [];
  readonly #now: () => number;
  readonly #codes = new Map<string, Grant>();
  readonly #refreshTokens = new Map<string, string>();
  #count = 0;

  /** @param now Unix milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** What the gateway says of it. */
  get description() {
    return { authority: this.address, clientId: 'live-parking-page', scope: 'openid profile' };
  }

  /** The user signs in at the address to which the page went. @returns The address to which the browser is sent back. */
  authorize(address: string): string {
    const { query, back } = this.#request(address);
    const code = `code-${(this.#count += 1)}`;
    this.#codes.set(code, { challenge: query('code_challenge'), redirectUri: query('redirect_uri'), scope: query('scope') });
    back.searchParams.set('code', code);
    return back.href;
  }

  /** The user does not. */
  deny(address: string, error = 'access_denied', description?: string): string {
    const { back } = this.#request(address);
    back.searchParams.set('error', error);
    if (description !== undefined) back.searchParams.set('error_description', description);
    return back.href;
  }

  readonly fetch = async (url: string, { body }: { body?: unknown } = {}): Promise<Response> => {
    await Promise.resolve();
    this.requests.push(url);
    if (!this.isUp) throw new TypeError('Failed to fetch');
    if (url === `${this.address}/.well-known/openid-configuration`) return Response.json(this.#metadata);
    if (url === `${this.address}/token`) return this.#token(body as URLSearchParams);
    return Response.json({}, { status: 404 });
  };

  get #metadata() {
    return {
      issuer: this.address,
      authorization_endpoint: `${this.address}/authorize`,
      token_endpoint: `${this.address}/token`,
      ...(this.hasEndSession ? { end_session_endpoint: `${this.address}/logout` } : {}),
    };
  }

  #request(address: string) {
    const { origin, pathname, searchParams } = new URL(address);
    const query = (name: string) => searchParams.get(name) ?? '';
    const isRight =
      origin + pathname === `${this.address}/authorize` &&
      query('response_type') === 'code' &&
      query('code_challenge_method') === 'S256' &&
      query('client_id') === this.description.clientId;
    if (!isRight) throw new Error(`The authority does not serve ${address}.`);
    const back = new URL(query('redirect_uri'));
    back.searchParams.set('state', query('state'));
    return { query, back };
  }

  async #token(form: URLSearchParams): Promise<Response> {
    const refuse = (error: string) => Response.json({ error }, { status: 400 });
    if (form.get('client_id') !== this.description.clientId) return refuse('invalid_client');
    const [code, refreshToken] = [form.get('code') ?? '', form.get('refresh_token') ?? ''];
    if (form.get('grant_type') === 'authorization_code') {
      const grant = this.#codes.get(code);
      this.#codes.delete(code);
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(form.get('code_verifier') ?? ''));
      const challenge = toBase64(new Uint8Array(hash)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
      const isRight = grant?.challenge === challenge && grant.redirectUri === form.get('redirect_uri');
      return grant !== undefined && isRight ? this.#tokens(grant.scope) : refuse('invalid_grant');
    }
    const scope = this.#refreshTokens.get(refreshToken);
    this.#refreshTokens.delete(refreshToken);
    return scope === undefined ? refuse('invalid_grant') : this.#tokens(scope);
  }

  #tokens(scope: string): Response {
    if (this.subject === undefined) return Response.json({ error: 'invalid_grant' }, { status: 400 });
    const count = (this.#count += 1);
    const times = { iat: Math.floor(this.#now() / 1000), exp: Math.floor(this.#now() / 1000) + this.lifetime };
    const token = (claims: unknown) => `header.${encode(claims)}.signature`;
    const accessToken = this.isOpaque ? `opaque-${count}` : token({ sub: this.subject, ...times, jti: `${count}`, ...this.claims });
    this.accessTokens.push(accessToken);
    const refreshToken = `refresh-${count}`;
    if (this.givesRefreshTokens) this.#refreshTokens.set(refreshToken, scope);
    return Response.json({
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: this.lifetime,
      scope,
      id_token: token({ iss: this.address, aud: this.description.clientId, sub: this.subject, ...times }),
      ...(this.givesRefreshTokens ? { refresh_token: refreshToken } : {}),
    });
  }
}
