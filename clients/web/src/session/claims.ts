/** What a token says about its bearer. The page only decides by it what to offer; the gateway decides what is allowed. */
export interface Claims {
  readonly role: string;
  /** Locations for which it holds; `*` means all. */
  readonly locations: readonly string[];
  /** When it ends, Unix milliseconds. */
  readonly expiresAt?: number;
}

/** Reads the claims of a JSON web token without checking its signature; nothing when it is not one. */
export function readClaims(token: string): Claims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  const claims = parseObject(payload);
  const role = firstText(claims?.['role']);
  if (claims === undefined || role === undefined) return undefined;
  const expires = claims['exp'];
  return {
    role,
    locations: texts(claims['location']),
    ...(typeof expires === 'number' ? { expiresAt: expires * 1000 } : {}),
  };
}

/** Whether the page offers the operator's controls for a location. */
export function mayOperate(claims: Claims | undefined, locationId: string): boolean {
  if (claims === undefined || !isOperator(claims)) return false;
  return claims.locations.includes('*') || claims.locations.includes(locationId);
}

/** Whether somebody works here, wherever. */
export function isOperator(claims: Claims | undefined): boolean {
  return claims?.role === 'operator' || claims?.role === 'admin';
}

/** Whether the token has ended. @param now By the gateway's clock, Unix milliseconds. */
export function hasExpired(claims: Claims | undefined, now: number): boolean {
  return claims?.expiresAt !== undefined && claims.expiresAt <= now;
}

function parseObject(base64Url: string): Record<string, unknown> | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64Url.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DOMException) return undefined;
    throw error;
  }
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string');
}

function firstText(value: unknown): string | undefined {
  return texts(value)[0];
}
