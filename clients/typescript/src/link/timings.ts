/** How long a link stays up after its last user has left. */
export const linkLingerMs = 2000;

/** The old connection is kept at most this long after the new one has opened, so that pictures and numbers can continue over the new one. */
export const takeOverTimeoutMs = 4000;

/** When a connection does not answer a probe within this time, a parallel attempt starts. */
export const probeTimeoutMs = 300;

/** After a suspension of this length the parallel attempt starts at once: no mobile network keeps a connection for a phone that sleeps. */
export const longFreezeMs = 10_000;

/** An attempt that began longer than this before the app woke is started again: its network may no longer exist. */
export const freshAttemptMs = 1000;

/** How long connecting may take: the first attempt, the second, and all later ones, because a very slow link may need more. */
export const connectTimeoutsMs = [5000, 8000, 15_000] as const;

/** A connection that was open for less is a failure: a gateway that closes every connection at once must not be called again at once. */
export const minStableMs = 5000;
