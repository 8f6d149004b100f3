import { createRequire } from 'node:module';

const require = createRequire(new URL('../SocketIo/package.json', import.meta.url));
const { io } = require('socket.io-client');

/** A phone with `socket.io-client`, written as its documentation says. */
export class SocketIoPhone {
  #socket;
  #offline;

  constructor({ url, location, camera, maxFps, token, shown, offline }) {
    this.#offline = offline;
    this.#socket = io(url, { auth: give => give({ token: token() }), forceNew: true });
    this.#socket.on('connect', () => {
      this.#socket.emit('follow', location);
      this.#socket.emit('watch', camera, maxFps);
    });
    this.#socket.on('parking', (version, occupied) => shown.number(version, occupied));
    this.#socket.on('frame', frame => shown.picture(frame.sequence, frame.capturedAt));
    // The one loss after which the client does not connect by itself: "you need to reconnect manually".
    this.#socket.on('disconnect', reason => {
      if (reason === 'io server disconnect') this.#socket.connect();
    });
  }

  hide() {}

  show() {}

  // The client listens to the browser's event.
  goOffline() {
    this.#offline();
  }

  goOnline() {}

  close() {
    this.#socket.disconnect();
  }
}
