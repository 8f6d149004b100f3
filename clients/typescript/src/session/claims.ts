import { fromBase64 } from './base64.ts';
import { fromUtf8 } from './utf8.ts';

/** The claims of a token about its bearer. They only decide what is offered; the gateway decides what is allowed. */
export interface Claims {
  readonly role: string;
  /** Locations for which it holds; `*` means all. */
  readonly locations: readonly string[];
  /** When it ends, Unix milliseconds. */
  readonly expiresAt?: number;
}

/** Reads the claims of a JSON web token without checking its signature; undefined when it is not one. */
export function readClaims(token: string): Claims | undefined {
  const claims = parsePayload(token);
  const role = firstText(claims?.['role']);
  if (claims === undefined || role === undefined) return undefined;
  const expiresAt = expiryOf(claims);
  return { role, locations: texts(claims['location']), ...(expiresAt === undefined ? {} : { expiresAt }) };
}

/** When a JSON web token ends, Unix milliseconds; undefined when it does not say. */
export function readExpiry(token: string): number | undefined {
  const claims = parsePayload(token);
  return claims === undefined ? undefined : expiryOf(claims);
}

/** Whether to offer the operator's controls for a location. */
export function mayOperate(claims: Claims | undefined, locationId: string): boolean {
  if (claims === undefined || !isOperator(claims)) return false;
  return claims.locations.includes('*') || claims.locations.includes(locationId);
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

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}

function firstText(value: unknown): string | undefined {
  return texts(value)[0];
}
