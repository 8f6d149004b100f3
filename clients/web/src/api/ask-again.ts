import { ProblemError } from '@live-parking/client';

const attempts = 3;

/** Asks again when no response came; for what has no second effect. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const gotNoAnswer = error instanceof ProblemError && (error.status === 0 || error.status === 503);
      if (!gotNoAnswer || attempt === attempts) throw error;
    }
  }
}
