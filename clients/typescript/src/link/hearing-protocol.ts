import type { IHubProtocol } from '@microsoft/signalr';

/**
 * A hub protocol that says when the gateway was heard. SignalR keeps its pings to itself, and while nothing changes only a ping
 * shows that the numbers on the screen are still right.
 * @param heard Called for everything that arrives, before it is read.
 */
export function hearingProtocol(protocol: IHubProtocol, heard: () => void): IHubProtocol {
  return {
    name: protocol.name,
    version: protocol.version,
    transferFormat: protocol.transferFormat,
    parseMessages(input, logger) {
      heard();
      return protocol.parseMessages(input, logger);
    },
    writeMessage: message => protocol.writeMessage(message),
  };
}
