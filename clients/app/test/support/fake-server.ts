import { LiveParkingClient } from '@live-parking/client';
import { FakeGateway } from '../../../typescript/test/support/fake-gateway';
import type { ServerCheck } from '../../src/server/check-server';

/** The servers that there are, by address. */
export const servers = new Map<string, FakeGateway>();
/** What answers at addresses where no server is. */
export const strangers = new Map<string, ServerCheck>();

/** Puts a server in place. */
export function startServer(url = 'http://10.0.0.1:5000'): FakeGateway {
  const gateway = new FakeGateway();
  servers.set(url, gateway);
  return gateway;
}

export function makeClient(url: string): LiveParkingClient {
  const gateway = servers.get(url) ?? startServer(url);
  return new LiveParkingClient({ url, environment: gateway.environment });
}

export async function checkServer(url: string): Promise<ServerCheck> {
  return servers.has(url) ? 'there' : (strangers.get(url) ?? 'silent');
}
