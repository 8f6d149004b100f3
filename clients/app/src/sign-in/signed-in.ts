import { readPayload, textsOf, type Claims } from '@live-parking/client';

/** What the authority gave. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** Says who it is, and tells the authority at sign-out who leaves. */
  readonly idToken?: string;
  /** When the access token ends, by this device's clock, Unix milliseconds. */
  readonly expiresAt?: number;
  /** What the access token allows; undefined when it is opaque or has no role. */
  readonly claims?: Claims;
}

/** Reads what was kept; undefined when it is not that. */
export function readSignedIn(text: string | undefined): SignedIn | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as SignedIn | null;
    return typeof kept?.accessToken === 'string' ? kept : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Who signed in: the name in the id token, or what else it calls the person. */
export function nameOf({ idToken }: SignedIn): string | undefined {
  const payload = readPayload(idToken ?? '');
  return ['name', 'preferred_username', 'email', 'sub'].flatMap(claim => textsOf(payload[claim])).find(text => text !== '');
}
