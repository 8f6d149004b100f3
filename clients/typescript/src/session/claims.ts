import { fromBase64 } from './base64.ts';
import { fromUtf8 } from './utf8.ts';

/** The claims of a token about its bearer. They only decide what is offered; the gateway decides what is allowed. */
export interface Claims {
  readonly role: string;
  /** Locations for which it holds; `*` means all. */
  readonly locations: readonly string[];
  /** Groups of locations for which it holds too. */
  readonly groups: readonly string[];
  /** It holds for named levels, sensors or cameras only, and for no whole location. */
  readonly isNarrowed: boolean;
  /** When it ends, Unix milliseconds. */
  readonly expiresAt?: number;
}

/** The claims that narrow a token to parts of a location. */
const narrowingClaims = ['level', 'sensor', 'camera'] as const;

/** Reads the claims of a JSON web token without checking its signature; undefined when it is not one. */
export function readClaims(token: string): Claims | undefined {
  const claims = parsePayload(token);
  const role = firstText(claims?.['role']);
  if (claims === undefined || role === undefined) return undefined;
  const expiresAt = expiryOf(claims);
  return {
    role,
    locations: textsOf(claims['location']),
    groups: textsOf(claims['group']),
    isNarrowed: isNarrowed(claims),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** When a JSON web token ends, Unix milliseconds; undefined when it does not say. */
export function readExpiry(token: string): number | undefined {
  const claims = parsePayload(token);
  return claims === undefined ? undefined : expiryOf(claims);
}

/**
 * Whether to offer the operator's controls for a location.
 * @param groups The groups of the location, from its status.
 */
export function mayOperate(claims: Claims | undefined, locationId: string, groups: readonly string[] = []): boolean {
  if (claims === undefined || !isOperator(claims) || claims.isNarrowed) return false;
  const { locations } = claims;
  return locations.includes('*') || locations.includes(locationId) || groups.some(group => claims.groups.includes(group));
}

/** Whether the token is that of an operator or admin, of whichever locations. */
export function isOperator(claims: Claims | undefined): boolean {
  return claims?.role === 'operator' || claims?.role === 'admin';
}

/** Whether the token has ended. @param now By the gateway's clock, Unix milliseconds. */
export function hasExpired(claims: Claims | undefined, now: number): boolean {
  return claims?.expiresAt !== undefined && claims.expiresAt <= now;
}

function expiryOf({ exp }: Record<string, unknown>): number | undefined {
  return typeof exp === 'number' ? exp * 1000 : undefined;
}

/** The payload of a JSON web token, whose signature is not checked; {} when it is not one. */
export function readPayload(token: string): Readonly<Record<string, unknown>> {
  return parsePayload(token) ?? {};
}

/** A claim with one text or several. */
export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}

/** Whether a token is for levels, sensors or cameras only. */
export function isNarrowed(payload: Readonly<Record<string, unknown>>): boolean {
  return narrowingClaims.some(name => textsOf(payload[name]).length > 0);
}

function parsePayload(token: string): Record<string, unknown> | undefined {
  const bytes = fromBase64(token.split('.')[1] ?? '');
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof URIError) return undefined;
    throw error;
  }
}

function firstText(value: unknown): string | undefined {
  return textsOf(value)[0];
}
