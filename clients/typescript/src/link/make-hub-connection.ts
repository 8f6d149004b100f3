import { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, type HubConnection, type ILogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { WebSocketConstructor } from '../environment/environment.ts';
import { SignalRHttpClient } from '../http/signalr-http-client.ts';
import { withReceiveCallback } from './receive-callback.ts';
import type { HubAddress } from './hub-address.ts';

/**
 * How a connection is made. `direct` opens the WebSocket at once: it saves a request, and needs no sticky sessions and no `URL` class. `negotiated`
 * negotiates first and falls back to long polling where something on the network path blocks WebSockets.
 */
export type TransportMode = 'direct' | 'negotiated';

/** A connection whose socket can be closed before it is open. */
export interface AbortableConnection {
  readonly connection: HubConnection;
  /** Closes the socket, open or not. */
  readonly abort: () => void;
}

/** SignalR logs nothing: the client's stores say what goes wrong. */
const noLogging: ILogger = { log: () => {} };

/** Creates a hub connection that has not been started. */
export function makeHubConnection(hub: HubAddress, token: string | undefined, transport: TransportMode, onReceive: () => void): AbortableConnection {
  const { environment } = hub;
  const sockets: { close(): void }[] = [];
  const connection = new HubConnectionBuilder()
    .withUrl(`${hub.gateway}${hub.path}?client=${hub.clientId}`, {
      ...(token === undefined ? {} : { accessTokenFactory: () => token }),
      httpClient: new SignalRHttpClient(environment),
      ...(transport === 'direct'
        ? { transport: HttpTransportType.WebSockets, skipNegotiation: true }
        : { transport: HttpTransportType.WebSockets | HttpTransportType.LongPolling }),
      ...(environment.WebSocket === undefined ? {} : { WebSocket: recordingConstructor(environment.WebSocket, sockets) as never }),
      withCredentials: false,
    })
    .withHubProtocol(withReceiveCallback(hub.protocol === 'json' ? new JsonHubProtocol() : new MessagePackHubProtocol(), onReceive))
    .configureLogging(noLogging)
    .build();
  return { connection, abort: () => sockets.forEach(socket => socket.close()) };
}

/** Wraps the WebSocket constructor and records its sockets: SignalR does not expose a socket before it is open. */
function recordingConstructor(constructor: WebSocketConstructor, sockets: { close(): void }[]): WebSocketConstructor {
  function construct(url: string, protocols?: string | string[], options?: unknown): unknown {
    const socket = options === undefined ? new constructor(url) : new constructor(url, protocols, options);
    sockets.push(socket as { close(): void });
    return socket;
  }
  construct.OPEN = constructor.OPEN;
  return construct as unknown as WebSocketConstructor;
}
