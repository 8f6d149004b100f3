import { LiveParkingClient, type Authority, type Fetch, type TokenOption } from '@live-parking/client';
import { FakeGateway } from '../../../typescript/test/support/fake-gateway';
import type { ServerCheck } from '../../src/server/check-server';

/** The servers that there are, by address. */
export const servers = new Map<string, FakeGateway>();
/** Where people sign in, by the address of the server that names it. */
export const authorities = new Map<string, Authority>();
/** What answers at addresses where no server is. */
export const strangers = new Map<string, ServerCheck>();

/** Puts a server in place. */
export function startServer(url = 'http://10.0.0.1:5000'): FakeGateway {
  const gateway = new FakeGateway();
  servers.set(url, gateway);
  return gateway;
}

export function makeClient(url: string, token?: TokenOption): LiveParkingClient {
  const gateway = servers.get(url) ?? startServer(url);
  const { environment } = gateway;
  const fetch: Fetch = async (address, request) => {
    const answer = await (environment.fetch as Fetch)(address, request);
    if (!address.endsWith('/api/v1/sign-in')) return answer;
    const authority = authorities.get(url);
    const [status, body] = authority === undefined ? [404, { code: 'no-sign-in' }] : [200, authority];
    return { ...answer, ok: status === 200, status, text: async () => JSON.stringify(body) };
  };
  return new LiveParkingClient({ url, token, environment: { ...environment, fetch } });
}

export async function checkServer(url: string): Promise<ServerCheck> {
  return servers.has(url) ? 'there' : (strangers.get(url) ?? 'silent');
}
