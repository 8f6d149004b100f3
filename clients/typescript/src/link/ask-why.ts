import { ProblemError } from '../http/problem-error.ts';
import { readProblem } from '../http/problem.ts';
import { timedFetch } from '../http/timed-fetch.ts';
import type { HubAddress } from './hub-address.ts';

/** Why a connection could not be made. */
export interface ConnectFailure {
  /** `blocked`: the gateway answers, but the WebSocket does not come up. */
  readonly kind: 'unreachable' | 'refused' | 'unavailable' | 'blocked';
  /** For people. */
  readonly reason: string;
}

/**
 * Asks a gateway whose WebSocket did not come up why: a browser hides the status with which it was refused.
 * @param patience Longest wait for the answer, milliseconds.
 */
export async function askWhy(hub: HubAddress, token: string | undefined, patience: number): Promise<ConnectFailure> {
  const { environment, clock } = hub;
  const sentAt = environment.now();
  try {
    return await timedFetch(
      environment,
      `${hub.gateway}${hub.path}/negotiate?negotiateVersion=1&client=${hub.place}`,
      { method: 'POST', headers: token === undefined ? {} : { authorization: `Bearer ${token}` }, cache: 'no-store' },
      async answer => {
        clock.learn(sentAt, environment.now(), answer.headers.get('date'));
        if (answer.ok) return { kind: 'blocked', reason: 'The gateway answers, but a WebSocket to it can’t be opened.' };
        const isRefused = answer.status === 401 || answer.status === 403;
        return { kind: isRefused ? 'refused' : 'unavailable', reason: new ProblemError(answer.status, await readProblem(answer)).message };
      },
      patience,
    );
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'unreachable', reason: error.message };
    throw error;
  }
}
