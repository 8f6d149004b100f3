import type { Environment, HttpAnswer, HttpQuestion, Timer } from '../environment/environment.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Sends a request, and reads the answer, within a time limit. Any failure to get the answer in time is a {@link ProblemError} with status 0.
 * @param read Reads the answer; what it throws itself is passed on when it is a ProblemError.
 * @param patience Milliseconds.
 */
export async function timedFetch<T>(
  environment: Environment,
  url: string,
  question: HttpQuestion,
  read: (answer: HttpAnswer) => Promise<T>,
  patience: number,
): Promise<T> {
  let timer: Timer | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = environment.setTimeout(() => reject(new ProblemError(0, {})), patience);
  });
  // A network fails in as many ways as there are engines, also in the midst of a body.
  const answer = environment.fetch(url, question).then(read);
  try {
    return await Promise.race([answer, tooLate]);
  } catch (error) {
    answer.catch(() => {});
    if (error instanceof ProblemError) throw error;
    if (isNetworkError(error)) throw new ProblemError(0, {});
    throw error;
  } finally {
    environment.clearTimeout(timer);
  }
}

/** A network that fails is a TypeError, one that is cut off or too slow a DOMException, which not every engine has a class for. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof Error && /^(AbortError|TimeoutError|NetworkError)$/.test(error.name));
}
