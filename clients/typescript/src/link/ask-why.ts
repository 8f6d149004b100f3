import { ProblemError } from '../http/problem-error.ts';
import { readProblem } from '../http/problem.ts';
import { timedFetch } from '../http/timed-fetch.ts';
import type { HubAddress } from './hub-address.ts';

/** Why a connection could not be made. */
export interface ConnectFailure {
  /** `blocked`: the gateway answers, but the WebSocket does not come up. */
  readonly kind: 'unreachable' | 'refused' | 'unavailable' | 'blocked';
  /** Text to display. */
  readonly reason: string;
}

/**
 * Asks a gateway whose WebSocket did not come up why: a browser hides the status with which it was refused.
 * @param timeoutMs Longest wait for the response.
 */
export async function askWhy(hub: HubAddress, token: string | undefined, timeoutMs: number): Promise<ConnectFailure> {
  const { environment, clock } = hub;
  const sentAt = environment.now();
  try {
    return await timedFetch(
      environment,
      `${hub.gateway}${hub.path}/negotiate?negotiateVersion=1&client=${hub.clientId}`,
      { method: 'POST', headers: token === undefined ? {} : { authorization: `Bearer ${token}` }, cache: 'no-store' },
      async response => {
        clock.learn(sentAt, environment.now(), response.headers.get('date'));
        if (response.ok) return { kind: 'blocked', reason: 'The gateway answers, but a WebSocket to it can’t be opened.' };
        const isRefused = response.status === 401 || response.status === 403;
        return { kind: isRefused ? 'refused' : 'unavailable', reason: new ProblemError(response.status, await readProblem(response)).message };
      },
      timeoutMs,
    );
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'unreachable', reason: error.message };
    throw error;
  }
}
