import type { Claims } from '@live-parking/client';
import type { Authority } from './authority.ts';

/** The role that allows most comes first. */
const ranked = ['admin', 'operator', 'viewer', 'sensor'];

const narrowingClaims = ['level', 'sensor', 'camera'];

/**
 * What an access token of the authority allows, as the gateway reads it. The claims only decide what is offered; the gateway decides what is allowed.
 * Undefined when the token is opaque, or has no role that counts.
 */
export function authorityClaims(token: string, { roleClaim = 'role', locationClaim = 'location', groupClaim = 'group', roles = [] }: Authority): Claims | undefined {
  const payload = readPayload(token);
  const held = texts(payload[roleClaim]).flatMap(role => meanings(role, roles));
  const role = ranked.find(name => held.includes(name));
  if (role === undefined) return undefined;
  const { exp } = payload;
  return {
    role,
    locations: texts(payload[locationClaim]),
    groups: texts(payload[groupClaim]),
    isNarrowed: narrowingClaims.some(name => texts(payload[name]).length > 0),
    ...(typeof exp === 'number' ? { expiresAt: exp * 1000 } : {}),
  };
}

/** The payload of a JSON web token, whose signature is not checked; {} when it is not one. */
export function readPayload(token: string): Readonly<Record<string, unknown>> {
  const encoded = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(encoded), character => character.charCodeAt(0))));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return {};
    throw error;
  }
}

function meanings(role: string, roles: readonly string[]): readonly string[] {
  const listed = roles.filter(pair => pair.slice(0, pair.lastIndexOf('=')) === role).map(pair => pair.slice(pair.lastIndexOf('=') + 1));
  return listed.length > 0 ? listed : [role];
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}
