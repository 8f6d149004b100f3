import { LiveParkingClient, type TokenOption } from '@live-parking/client';

/** A client of a server. Tests put another one in its place. @param token Without one the client sees what is public. */
export function makeClient(url: string, token?: TokenOption): LiveParkingClient {
  return new LiveParkingClient({ url, token });
}
