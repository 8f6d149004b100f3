/**
 * How long to wait before the list of locations is requested again, milliseconds. Soon while there are none or the request failed:
 * the system is being set up, or a user waits for it. Varies by a quarter, so that pages do not ask in step.
 * @param count Locations in the last response; undefined when the request failed.
 * @param random A number from 0 up to 1.
 */
export function listDelay(count: number | undefined, random: number): number {
  const base = count === undefined || count === 0 ? 3000 : 30_000;
  return Math.round(base * (0.75 + 0.5 * random));
}
