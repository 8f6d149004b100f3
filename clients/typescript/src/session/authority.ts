import { isNarrowed, readExpiry, readPayload, textsOf, type Claims } from './claims.ts';

/** The OpenID Connect authority at which people sign in, as the gateway names it (`GET /api/v1/sign-in`). */
export interface Authority {
  /** Its address, under which `.well-known/openid-configuration` is found. */
  readonly authority: string;
  /** The client id there, of the page and of apps. */
  readonly clientId: string;
  /** The scopes to ask for, with spaces between them. */
  readonly scope: string;
  /** The claims of its tokens with roles, locations and groups: `role`, `location` and `group` when the gateway does not say. */
  readonly roleClaim?: string;
  readonly locationClaim?: string;
  readonly groupClaim?: string;
  /** What its roles mean, each as `AUTHORITY-ROLE=ROLE`. A role that is not listed counts when it has the name of a role. */
  readonly roles?: readonly string[];
}

/** The role that allows most comes first. */
const ranked = ['admin', 'operator', 'viewer', 'sensor'];

/** Whether an answer names an authority. */
export function isAuthority(answer: unknown): answer is Authority {
  const { authority, clientId, scope } = (answer ?? {}) as Partial<Record<keyof Authority, unknown>>;
  return [authority, clientId, scope].every(text => typeof text === 'string' && text !== '');
}

/**
 * What an access token of the authority allows, as the gateway reads it. The claims only decide what is offered; the gateway decides what is allowed.
 * Undefined when the token is opaque, or has no role that counts.
 */
export function authorityClaims(token: string, { roleClaim = 'role', locationClaim = 'location', groupClaim = 'group', roles = [] }: Authority): Claims | undefined {
  const payload = readPayload(token);
  const held = textsOf(payload[roleClaim]).flatMap(role => meanings(role, roles));
  const role = ranked.find(name => held.includes(name));
  if (role === undefined) return undefined;
  const expiresAt = readExpiry(token);
  return {
    role,
    locations: textsOf(payload[locationClaim]),
    groups: textsOf(payload[groupClaim]),
    isNarrowed: isNarrowed(payload),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function meanings(role: string, roles: readonly string[]): readonly string[] {
  const listed = roles.filter(pair => pair.slice(0, pair.lastIndexOf('=')) === role).map(pair => pair.slice(pair.lastIndexOf('=') + 1));
  return listed.length > 0 ? listed : [role];
}
