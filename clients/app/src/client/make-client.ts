import { LiveParkingClient } from '@live-parking/client';

/** A client of a server. Tests put another one in its place. */
export function makeClient(url: string): LiveParkingClient {
  return new LiveParkingClient({ url });
}
