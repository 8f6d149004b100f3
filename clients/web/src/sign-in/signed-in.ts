import type { Claims } from '@live-parking/client';

/** What the authority gave, kept in the storage of the tab. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Tells the authority at sign-out who leaves. */
  readonly idToken?: string | undefined;
  /** The scopes that were granted. */
  readonly scope?: string | undefined;
  /** When the access token ends, by this device's clock, Unix milliseconds. */
  readonly expiresAt?: number | undefined;
  /** What the access token allows; undefined when it is opaque or has no role. */
  readonly claims?: Claims | undefined;
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
