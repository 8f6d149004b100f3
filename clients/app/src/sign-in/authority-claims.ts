import type { Claims, LocationStatus } from '@live-parking/client';
import type { Authority } from './authority';
import { readPayload, textsOf } from './token-payload';

/** The role that allows most comes first. */
const ranked = ['admin', 'operator', 'viewer', 'sensor'];

/** Who with one of these roles for a location may watch its private cameras. */
const watching = ['admin', 'operator', 'viewer'];

const narrowingClaims = ['level', 'sensor', 'camera'];

/**
 * What an access token of the authority allows, as the gateway reads it. The claims only decide what is offered; the gateway decides what is allowed.
 * Undefined when the token is opaque, or has no role that counts.
 */
export function authorityClaims(
  token: string,
  { roleClaim = 'role', locationClaim = 'location', groupClaim = 'group', roles = [] }: Authority,
): Claims | undefined {
  const payload = readPayload(token);
  const held = textsOf(payload[roleClaim]).flatMap(role => meanings(role, roles));
  const role = ranked.find(name => held.includes(name));
  if (role === undefined) return undefined;
  return {
    role,
    locations: textsOf(payload[locationClaim]),
    groups: textsOf(payload[groupClaim]),
    isNarrowed: narrowingClaims.some(name => textsOf(payload[name]).length > 0),
  };
}

/** Whether to offer the private cameras of a location. */
export function mayWatch(claims: Claims | undefined, { id, groups = [] }: Pick<LocationStatus, 'id' | 'groups'>): boolean {
  if (claims === undefined || !watching.includes(claims.role)) return false;
  const { locations } = claims;
  return locations.includes('*') || locations.includes(id) || groups.some(group => claims.groups.includes(group));
}

function meanings(role: string, roles: readonly string[]): readonly string[] {
  const listed = roles
    .filter(pair => pair.slice(0, pair.lastIndexOf('=')) === role)
    .map(pair => pair.slice(pair.lastIndexOf('=') + 1));
  return listed.length > 0 ? listed : [role];
}
