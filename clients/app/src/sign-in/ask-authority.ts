import { isAuthority, ProblemError, type Authority } from '@live-parking/client';
import { makeClient } from '../client/make-client';

/**
 * Asks a server where people sign in; undefined when it has no authority, as servers of earlier releases. It is asked without a token: it is also
 * asked while there is no valid one. Rejects with a {@link ProblemError} when the server does not answer.
 */
export async function askAuthority(server: string): Promise<Authority | undefined> {
  const client = makeClient(server);
  try {
    const answer = await client.http.ask<unknown>('api/v1/sign-in');
    return isAuthority(answer) ? answer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof ProblemError && error.status === 404)) return undefined;
    throw error;
  } finally {
    await client.close();
  }
}
