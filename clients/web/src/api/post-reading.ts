import { type LevelStatus, ProblemError, type Reading } from '@live-parking/client';
import { askAgain } from './ask-again.ts';
import type { GatewayApi, LevelAddress } from './gateway-api.ts';
import { randomId } from './random-id.ts';

const sensorId = 'operator-console';

/**
 * One car that came or left.
 * @param at By the gateway's clock, Unix milliseconds.
 */
export function carReading(kind: 'entry' | 'exit', at: number): Reading {
  return { id: randomId(), sensorId, at: new Date(at).toISOString(), kind, count: 1 };
}

/**
 * The reading that undoes another: the opposite one of the same instant. It is right whatever was read in between: entries and exits of others
 * stay, and a later absolute count or correction includes both and is not changed.
 */
export function oppositeOf(reading: Reading): Reading {
  return { ...reading, id: randomId(), kind: reading.kind === 'entry' ? 'exit' : 'entry' };
}

/**
 * Sends one reading and returns the level's status after it. Without a response the same reading is sent again: its id makes a
 * repetition harmless.
 * @throws ProblemError with a sentence for the operator.
 */
export async function postReading(api: Pick<GatewayApi, 'postReadings'>, level: LevelAddress, reading: Reading): Promise<LevelStatus> {
  const { results, status } = await askAgain(() => api.postReadings(level.locationId, level.levelId, [reading]));
  const result = results[0];
  if (result === undefined || result.outcome === 'accepted' || result.outcome === 'duplicate') return status;
  throw new ProblemError(200, { detail: result.reason ?? `The reading was ${result.outcome}.` });
}
