import { type LevelStatus, ProblemError, type Reading } from '@live-parking/client';
import { askAgain } from './ask-again.ts';
import type { GatewayApi } from './gateway-api.ts';
import { randomId } from './random-id.ts';

const sensorId = 'operator-console';

/**
 * Reports one car that came or left, and answers with the level's status after it. Without an answer the same reading is sent
 * again: its id makes a repetition harmless.
 * @param at By the gateway's clock, Unix milliseconds.
 * @throws ProblemError with a sentence for the operator.
 */
export async function postReading(
  api: Pick<GatewayApi, 'postReadings'>,
  level: Pick<LevelStatus, 'locationId' | 'levelId'>,
  kind: 'entry' | 'exit',
  at: number,
): Promise<LevelStatus> {
  const reading: Reading = { id: randomId(), sensorId, at: new Date(at).toISOString(), kind, count: 1 };
  const { results, status } = await askAgain(() => api.postReadings(level.locationId, level.levelId, [reading]));
  const result = results[0];
  if (result === undefined || result.outcome === 'accepted' || result.outcome === 'duplicate') return status;
  throw new ProblemError(200, { detail: result.reason ?? `The reading was ${result.outcome}.` });
}
