/**
 * How long to wait before the list of locations is asked for again, milliseconds. Soon while there are none or the question failed:
 * somebody is setting the system up or waiting for it. Varies by a quarter, so that pages do not ask in step.
 * @param count Locations in the last answer; nothing when there was none.
 * @param random A number from 0 up to 1.
 */
export function listDelay(count: number | undefined, random: number): number {
  const base = count === undefined || count === 0 ? 3000 : 30_000;
  return Math.round(base * (0.75 + 0.5 * random));
}
