import { createRequire } from 'node:module';

const require = createRequire(new URL('../../clients/typescript/package.json', import.meta.url));
const { HubConnectionBuilder, LogLevel } = require('@microsoft/signalr');
const { MessagePackHubProtocol } = require('@microsoft/signalr-protocol-msgpack');

/** Follows Microsoft's documentation of the JavaScript client, for the first start and for the time after the automatic attempts have ended. */
const startAgainAfter = 5000;

/** A phone with `@microsoft/signalr` and `withAutomaticReconnect()`, written as its documentation says. */
export class StockPhone {
  #connection;
  #isClosed = false;

  constructor({ url, location, camera, maxFps, token, shown }) {
    this.#connection = new HubConnectionBuilder()
      .withUrl(`${url}/phones`, { accessTokenFactory: token })
      .withHubProtocol(new MessagePackHubProtocol())
      .withAutomaticReconnect()
      .configureLogging(LogLevel.None)
      .build();
    this.#connection.on('ParkingUpdate', (version, occupied) => shown.number(version, occupied));
    const join = async () => {
      const [version, occupied] = await this.#connection.invoke('Follow', location);
      if (version > 0) shown.number(version, occupied);
      this.#connection.stream('WatchCamera', camera, maxFps).subscribe({
        next: frame => shown.picture(frame.Sequence, frame.CapturedAt),
        complete: () => {},
        // The connection is lost: `onreconnected` or `onclose` comes.
        error: () => {},
      });
    };
    const start = async () => {
      try {
        await this.#connection.start();
        await join();
      } catch {
        if (!this.#isClosed) setTimeout(start, startAgainAfter);
      }
    };
    // It is lost again: another event of the connection follows.
    this.#connection.onreconnected(() => void join().catch(() => {}));
    this.#connection.onclose(() => {
      if (!this.#isClosed) void start();
    });
    void start();
  }

  // SignalR's client has nothing to say to it when the app sleeps or the network changes.
  hide() {}

  show() {}

  goOffline() {}

  goOnline() {}

  async close() {
    this.#isClosed = true;
    await this.#connection.stop();
  }
}
