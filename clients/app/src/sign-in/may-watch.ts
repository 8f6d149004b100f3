import type { Claims, LocationStatus } from '@live-parking/client';

/** Who with one of these roles for a location may watch its private cameras. */
const watching = ['admin', 'operator', 'viewer'];

/** Whether to offer the private cameras of a location. */
export function mayWatch(claims: Claims | undefined, { id, groups = [] }: Pick<LocationStatus, 'id' | 'groups'>): boolean {
  if (claims === undefined || !watching.includes(claims.role)) return false;
  const { locations } = claims;
  return locations.includes('*') || locations.includes(id) || groups.some(group => claims.groups.includes(group));
}
