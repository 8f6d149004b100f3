import { AuthError, TokenError } from 'expo-auth-session';
import type { SignInProblem } from './sign-in-problem';

/** Longest wait for an answer of the authority, milliseconds. The library waits for ever. */
const timeoutMs = 10_000;

/** Answers of an authority that is there and can't serve now. */
const passing = ['server_error', 'temporarily_unavailable'];

/** Rejects when an answer takes too long. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TypeError('The authority does not answer.')), timeoutMs);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Does something at the authority. Errors become problems. */
export async function attempt<T>(act: () => Promise<T>): Promise<T | SignInProblem> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return problemOf(error);
  }
}

/** Why the authority, or the way to it, says no. */
export function problemOf(error: Error | undefined): SignInProblem {
  if (error instanceof AuthError || error instanceof TokenError) {
    if (error.code === 'access_denied') return { problem: 'cancelled' };
    if (error.code === 'state_mismatch') return { problem: 'wrongState' };
    return passing.includes(error.code) ? { problem: 'unreachable' } : { problem: 'failed', reason: error.code };
  }
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && code.startsWith('ERR_WEB_BROWSER')) return { problem: 'failed', reason: code };
  // The network failed, or a page of another kind answered: each engine has its own errors for that.
  return { problem: 'unreachable' };
}
