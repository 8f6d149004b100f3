import type { Problem } from '../wire.ts';

/** A request that failed. The message is the gateway's own when it sent one. */
export class ProblemError extends Error {
  /** The HTTP status; 0 when no response came. */
  readonly status: number;
  /** The stable code, empty when the gateway gave none. */
  readonly code: string;

  constructor(status: number, problem: Problem) {
    super(problemWords(status, problem));
    this.name = 'ProblemError';
    this.status = status;
    this.code = problem.code ?? '';
  }

  /** Whether the caller has no right to it. */
  get isRefusal(): boolean {
    return this.status === 401 || this.status === 403;
  }
}

/** A problem as text to display. */
export function problemWords(status: number, problem: Problem): string {
  if (problem.detail !== undefined && problem.detail !== '') return problem.detail;
  if (status === 0) return 'Live Parking did not answer.';
  if (status === 401) return 'This needs an operator link that is still valid.';
  if (status === 403) return 'Your operator link does not cover this location.';
  if (status === 429) return 'Too many requests. Please wait a moment.';
  return problem.title ?? `The request failed (${status}).`;
}
