import type { Environment, HttpRequestInit, HttpResponse, Timer } from '../environment/environment.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Sends a request and reads the response within a time limit. A timeout or network failure becomes a {@link ProblemError} with status 0.
 * @param read Reads the response. Its errors are rethrown, except network errors, which become a ProblemError with status 0.
 * @param timeoutMs The time limit.
 */
export async function timedFetch<T>(
  environment: Environment,
  url: string,
  request: HttpRequestInit,
  read: (response: HttpResponse) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  let timer: Timer | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = environment.setTimeout(() => reject(new ProblemError(0, {})), timeoutMs);
  });
  // Each engine reports a network failure differently, also while the body is read.
  const result = environment.fetch(url, request).then(read);
  try {
    return await Promise.race([result, timeout]);
  } catch (error) {
    result.catch(() => {});
    if (error instanceof ProblemError) throw error;
    if (isNetworkError(error)) throw new ProblemError(0, {});
    throw error;
  } finally {
    environment.clearTimeout(timer);
  }
}

/**
 * A network failure is a TypeError; an aborted or timed-out request is a DOMException. Some engines have no DOMException class, so the name is
 * compared.
 */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && /^(AbortError|TimeoutError|NetworkError)$/.test(error.name));
}
