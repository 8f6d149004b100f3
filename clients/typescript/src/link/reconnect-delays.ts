const steps = [250, 500, 1000, 2000, 4000, 8000] as const;
const longest = 10_000;

/**
 * How long to wait before an attempt to connect, milliseconds. The first attempts come fast for the user; the later ones spare phone and
 * gateway. Each varies by a quarter, so that phones that lost the same gateway do not come back in one wave.
 * @param attempt Attempts that failed since the connection was lost, 0 or more.
 * @param random A number from 0 up to 1.
 */
export function reconnectDelay(attempt: number, random: number): number {
  const base = steps[attempt] ?? longest;
  return Math.round(base * (0.75 + 0.5 * random));
}
