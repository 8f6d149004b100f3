/** What all addresses share. */

/** An error over HTTP, `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
}

/** The form of every id. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{0,63}$/;
