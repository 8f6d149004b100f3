import type { GeoPosition } from '@live-parking/client';

/** Why a position is not known. */
export type PositionProblem = 'insecure' | 'denied' | 'unknown';

/** How long to wait for a position, and how old one may be, milliseconds. */
const timeoutMs = 15_000;
const mostAge = 60_000;

/** Asks the browser, and so the reader, where the reader is. Browsers answer only pages that came over https or from this machine. */
export function askPosition(): Promise<GeoPosition | PositionProblem> {
  if (!isSecureContext) return Promise.resolve('insecure');
  return new Promise(resolve =>
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => resolve({ latitude, longitude }),
      ({ code, PERMISSION_DENIED }) => resolve(code === PERMISSION_DENIED ? 'denied' : 'unknown'),
      { timeout: timeoutMs, maximumAge: mostAge },
    ),
  );
}
