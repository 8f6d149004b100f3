const steps = [250, 500, 1000, 2000, 4000, 8000] as const;
const longest = 10_000;

/**
 * How long to wait before something that failed is tried again, milliseconds. The first attempts come fast for the user; the later ones spare phone and
 * gateway. Each varies by a quarter, so that phones that lost the same gateway do not come back in one wave.
 * @param attempt Attempts that failed since the connection was lost, 0 or more.
 * @param random A number from 0 up to 1.
 */
export function reconnectDelay(attempt: number, random: number): number {
  const base = steps[attempt] ?? longest;
  return Math.round(base * (0.75 + 0.5 * random));
}

/** A gateway that restarts is back within this many attempts, about 15 s. */
const restartAttempts = 14;

/**
 * How long to wait before an attempt to connect to a gateway, milliseconds. While it may be restarting, an attempt a second: so the right numbers are
 * there within 2 s of its return. Then as {@link reconnectDelay} from its fourth attempt.
 * @param attempt Attempts that failed since the connection was lost, 0 or more.
 * @param random A number from 0 up to 1.
 */
export function connectDelay(attempt: number, random: number): number {
  const quick = 2;
  if (attempt <= quick) return reconnectDelay(attempt, random);
  return reconnectDelay(attempt < quick + restartAttempts ? quick : attempt - restartAttempts + 1, random);
}
