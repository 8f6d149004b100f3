/** The OpenID Connect authority at which people sign in, as the server names it (`GET /api/v1/sign-in`). */
export interface Authority {
  /** Its address, under which `.well-known/openid-configuration` is found. */
  readonly authority: string;
  /** The client id there, of the page and of this app. */
  readonly clientId: string;
  /** The scopes to ask for, with spaces between them. */
  readonly scope: string;
  /** The claims of its tokens with roles, locations and groups: `role`, `location` and `group` when the server does not say. */
  readonly roleClaim?: string;
  readonly locationClaim?: string;
  readonly groupClaim?: string;
  /** What its roles mean, each as `AUTHORITY-ROLE=ROLE`. A role that is not listed counts when it has the name of a role. */
  readonly roles?: readonly string[];
}

/** Whether an answer names an authority. */
export function isAuthority(answer: unknown): answer is Authority {
  const { authority, clientId, scope } = (answer ?? {}) as Partial<Record<keyof Authority, unknown>>;
  return [authority, clientId, scope].every(text => typeof text === 'string' && text !== '');
}
