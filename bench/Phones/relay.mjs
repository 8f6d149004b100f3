/**
 * The network between phones and servers: a port for each phone, and TCP connections that can stop to be forwarded without being closed, as it happens
 * to a phone that sleeps or changes its network. The benchmark forks it.
 */
import { connect, createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Servers drop a silent client sooner than this; after that the far end of a lost connection is not needed, milliseconds. */
const farLives = 60_000;

const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

/** The path of one phone. */
class Path {
  #pairs = new Set();
  #isOff = false;
  #address;

  /** @param first Which of the servers is tried first. */
  constructor(number, servers, first) {
    this.number = number;
    this.servers = [...servers.slice(first), ...servers.slice(0, first)];
    this.#move();
    this.server = createServer({ pauseOnConnect: true }, near => this.#accept(near, 0));
  }

  /** From now on no open connection is forwarded. New connections are, over another address, unless there is no network. */
  lose({ isOff }) {
    for (const pair of this.#pairs) {
      pair.isLost = true;
      this.#pairs.delete(pair);
      // Data from the phone is discarded. The server's buffer fills, because nothing is read from it.
      pair.near.removeAllListeners('data');
      pair.near.resume();
      pair.far.pause();
      setTimeout(() => pair.far.destroy(), farLives);
    }
    this.#isOff = isOff;
    this.#move();
  }

  on() {
    this.#isOff = false;
  }

  /** Nothing is forwarded until it is released; then all of it. */
  hold() {
    for (const pair of this.#pairs) {
      pair.isHeld = true;
      pair.near.pause();
      pair.far.pause();
    }
  }

  release() {
    for (const pair of this.#pairs) {
      pair.isHeld = false;
      pair.near.resume();
      pair.far.resume();
    }
  }

  isOn(server) {
    return [...this.#pairs].some(pair => pair.server === server);
  }

  #move() {
    this.moves = (this.moves ?? -1) + 1;
    // All of 127.0.0.0/8 is this machine.
    this.#address = `127.${1 + (this.moves % 200)}.${this.number >> 8}.${this.number & 255}`;
  }

  #accept(near, attempt) {
    near.on('error', () => near.destroy());
    if (this.#isOff || attempt >= this.servers.length) {
      near.destroy();
      return;
    }
    const server = this.servers[attempt];
    if (down.has(server)) {
      this.#accept(near, attempt + 1);
      return;
    }
    const far = connect({ port: server, host: '127.0.0.1', localAddress: this.#address });
    far.once('error', () => {
      far.destroy();
      this.#accept(near, attempt + 1);
    });
    far.once('connect', () => {
      far.removeAllListeners('error');
      this.#join({ near, far, server, isLost: false, isHeld: false });
    });
  }

  #join(pair) {
    const { near, far } = pair;
    if (near.destroyed) {
      far.destroy();
      return;
    }
    this.#pairs.add(pair);
    const forward = (from, to) => {
      from.setNoDelay(true);
      from.on('data', data => {
        if (pair.isLost || to.write(data)) return;
        from.pause();
        to.once('drain', () => pair.isHeld || pair.isLost || from.resume());
      });
      from.on('error', () => from.destroy());
      from.on('close', () => {
        this.#pairs.delete(pair);
        if (!pair.isLost) to.destroy();
      });
    };
    forward(near, far);
    forward(far, near);
    near.resume();
  }
}

const paths = new Map();

/** The servers that are down, by their readiness, as a load balancer sees it. */
const down = new Set();

const commands = {
  async listen({ phone, servers, first }) {
    const path = new Path(paths.size, servers, first);
    paths.set(phone, path);
    await new Promise(resolve => path.server.listen(0, '127.0.0.1', resolve));
    return path.server.address().port;
  },
  lose: ({ phone, isOff = false }) => paths.get(phone).lose({ isOff }),
  down: ({ server }) => void down.add(server),
  up: ({ server }) => void down.delete(server),
  on: ({ phone }) => paths.get(phone).on(),
  hold: ({ phone }) => paths.get(phone).hold(),
  release: ({ phone }) => paths.get(phone).release(),
  /** The phones that are connected to a server. */
  connectedTo: ({ server }) => [...paths].filter(([, path]) => path.isOn(server)).map(([phone]) => phone),
  report: () => ({ p50: delays.percentile(50) / 1e6, p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 }),
  resetDelays: () => delays.reset(),
};

process.on('message', async ({ number, command, argument }) => {
  const answer = await commands[command](argument);
  if (number !== undefined) process.send({ number, answer });
});

process.on('disconnect', () => process.exit(0));
