/** How long a link stays up after its last user has left, milliseconds. */
export const linkLinger = 2000;

/** How long a new connection may take until the pictures and numbers of the old one continue over it, milliseconds. */
export const takeOverPatience = 4000;

/** After waking, a connection that has not answered within this time gets a rival, milliseconds. */
export const proofPatience = 300;

/** One that was frozen for longer gets it at once: no mobile network keeps a connection for a phone that sleeps. */
export const longFreeze = 10_000;

/** An attempt that began longer ago than this before the app woke may hang on a network that no longer exists, milliseconds. */
export const freshAttempt = 1000;

/** How long connecting may take, milliseconds: the first attempts, and the later ones, in which a very slow link may need more. */
export const connectPatience = [5000, 8000, 15_000] as const;

/** A connection that lasted for less does not count as a success, milliseconds: a gateway that closes every one at once is not asked ever again at once. */
export const lastingConnection = 5000;
