import type { IHubProtocol } from '@microsoft/signalr';

/**
 * Wraps a hub protocol and reports when data arrives. SignalR does not expose its pings, and while nothing changes, they alone show that the
 * connection is alive.
 * @param onReceive Called for everything that arrives, before it is parsed.
 */
export function withReceiveCallback(protocol: IHubProtocol, onReceive: () => void): IHubProtocol {
  return {
    name: protocol.name,
    version: protocol.version,
    transferFormat: protocol.transferFormat,
    parseMessages(input, logger) {
      onReceive();
      return protocol.parseMessages(input, logger);
    },
    writeMessage: message => protocol.writeMessage(message),
  };
}
