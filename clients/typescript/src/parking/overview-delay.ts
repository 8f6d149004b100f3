import type { Overview } from '../wire.ts';

const usual = 15_000;
const soon = 3000;

/**
 * How long to wait before the overview is requested again, milliseconds. Soon while it is empty or incomplete, or the request failed:
 * the system is being set up, or a user waits for it. Varies by a quarter, so that apps do not ask in step.
 * @param overview The last response; undefined when the request failed.
 * @param random A number from 0 up to 1.
 */
export function overviewDelay(overview: Pick<Overview, 'locations' | 'complete'> | undefined, random: number): number {
  const isSettled = overview !== undefined && overview.complete && overview.locations.length > 0;
  return Math.round((isSettled ? usual : soon) * (0.75 + 0.5 * random));
}
