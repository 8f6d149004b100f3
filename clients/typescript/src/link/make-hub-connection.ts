import { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, type HubConnection, type ILogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { WebSocketConstructor } from '../environment/environment.ts';
import { SignalRHttpClient } from '../http/signalr-http-client.ts';
import { hearingProtocol } from './hearing-protocol.ts';
import type { HubAddress } from './hub-address.ts';

/**
 * How a connection is made. `direct` opens the WebSocket at once: it saves a request, and needs no sticky sessions and no `URL` class. `negotiated`
 * negotiates first and falls back to long polling where something on the network path blocks WebSockets.
 */
export type HubWay = 'direct' | 'negotiated';

/** A connection that can also be cut while it is still being made. */
export interface MadeConnection {
  readonly connection: HubConnection;
  /** Closes the socket, open or not. */
  readonly cut: () => void;
}

/** SignalR logs nothing: the client's stores say what goes wrong. */
const silent: ILogger = { log: () => {} };

/** Makes a connection to a hub, which is still to be started. */
export function makeHubConnection(hub: HubAddress, token: string | undefined, way: HubWay, heard: () => void): MadeConnection {
  const { environment } = hub;
  const sockets: { close(): void }[] = [];
  const connection = new HubConnectionBuilder()
    .withUrl(`${hub.gateway}${hub.path}?client=${hub.place}`, {
      ...(token === undefined ? {} : { accessTokenFactory: () => token }),
      httpClient: new SignalRHttpClient(environment),
      ...(way === 'direct'
        ? { transport: HttpTransportType.WebSockets, skipNegotiation: true }
        : { transport: HttpTransportType.WebSockets | HttpTransportType.LongPolling }),
      ...(environment.WebSocket === undefined ? {} : { WebSocket: remembering(environment.WebSocket, sockets) as never }),
      withCredentials: false,
    })
    .withHubProtocol(hearingProtocol(hub.protocol === 'json' ? new JsonHubProtocol() : new MessagePackHubProtocol(), heard))
    .configureLogging(silent)
    .build();
  return { connection, cut: () => sockets.forEach(socket => socket.close()) };
}

/** The constructor with a list of what it made: SignalR keeps the socket to itself until it is open. */
function remembering(constructor: WebSocketConstructor, made: { close(): void }[]): WebSocketConstructor {
  function remember(url: string, protocols?: string | string[], options?: unknown): unknown {
    const socket = options === undefined ? new constructor(url) : new constructor(url, protocols, options);
    made.push(socket as { close(): void });
    return socket;
  }
  remember.OPEN = constructor.OPEN;
  return remember as unknown as WebSocketConstructor;
}
