const steps = [250, 500, 1000, 2000, 4000, 8000] as const;
const longest = 10_000;

/**
 * How long to wait before something that failed is tried again, milliseconds. The first attempts come fast for the user; the later ones spare phone and
 * gateway. Each varies by a quarter, so that phones that lost the same gateway do not come back in one wave.
 * @param attempt Attempts that failed since the connection was lost, 0 or more.
 * @param random A number from 0 up to 1.
 */
export function reconnectDelay(attempt: number, random: number): number {
  return vary(steps[attempt] ?? longest, random);
}

/** While a gateway may be restarting: so many attempts, about 15 s, and this pause before each, milliseconds. */
const restartAttempts = 20;
const restartPause = 750;

/** The attempts before those come as fast as any. */
const firstAttempts = 2;

/**
 * How long to wait before an attempt to connect to a gateway, milliseconds. While it may be restarting the attempts stay quick, so that the right numbers
 * are there within 2 s of its return. Then they come as rarely as {@link reconnectDelay} says from its third attempt on.
 * @param attempt Attempts that failed since the connection was lost, 0 or more.
 * @param random A number from 0 up to 1.
 */
export function connectDelay(attempt: number, random: number): number {
  const isRestarting = attempt >= firstAttempts && attempt < firstAttempts + restartAttempts;
  if (isRestarting) return vary(restartPause, random);
  return reconnectDelay(attempt < firstAttempts ? attempt : attempt - restartAttempts, random);
}

function vary(milliseconds: number, random: number): number {
  return Math.round(milliseconds * (0.75 + 0.5 * random));
}
