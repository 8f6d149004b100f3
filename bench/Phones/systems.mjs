import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, built, delay, eventually, freePort, Program, top } from './processes.mjs';
import { makeToken, readKey } from './tokens.mjs';

export const locations = ['phones-a', 'phones-b', 'phones-tokens'];
const level = 'level';
const spots = 1000;

/** A system that was killed needs some seconds to start. */
const mostAttempts = 1200;
/** All watch the same camera: the benchmark measures phones, not how many pictures two cores can draw. */
export const camera = 'phones-camera';

/** Every picture is sent: while nothing moves a camera otherwise gives one a second, and a pause of that would be taken for one of the phone's. */
const cameraFile = { cameras: [{ id: camera, location: locations[0], source: `demo:${camera}`, stillness: 'off' }] };

/** Shared by both ways to run this system. */
class OurSystem {
  kind = 'ours';
  #occupied = 0;

  constructor(configuration) {
    this.configuration = configuration;
    this.folder = mkdtempSync(join(tmpdir(), 'live-parking-phones-'));
    writeFileSync(join(this.folder, 'cameras.json'), JSON.stringify(cameraFile));
    this.cameras = ['--cameras', join(this.folder, 'cameras.json')];
  }

  /** Makes the locations. */
  async prepare() {
    this.key = readKey(join(this.folder, 'keys'));
    this.token = makeToken(this.key, 'admin', 'phones-bench', 24 * 3600);
    for (const location of locations) {
      await this.#send('PUT', `locations/${location}`, { name: location });
      await this.#send('PUT', `locations/${location}/levels/${level}`, { name: 'Level', counting: 'count', capacity: { standard: spots } });
    }
    await eventually(async () => (await this.#send('GET', 'cameras')).some(({ id, state }) => id === camera && state !== 'offline'), 'the camera');
  }

  /** The size of a picture of the lowest rung. */
  async pictureBytes() {
    const response = await fetch(`http://127.0.0.1:${this.living()}/api/v1/cameras/${camera}/snapshot.jpg?quality=low`);
    if (!response.ok) throw new Error(`The snapshot answered ${response.status}: ${await response.text()}`);
    return (await response.arrayBuffer()).byteLength;
  }

  /** Changes a location's number; answers what is true then. */
  async change(location) {
    this.#occupied = (this.#occupied + 1) % spots;
    const occupied = this.#occupied;
    const reading = { id: crypto.randomUUID(), sensorId: 'phones-bench', at: new Date().toISOString(), kind: 'count', occupied };
    const { results, status } = await this.#send('POST', `locations/${location}/levels/${level}/readings`, { readings: [reading] });
    // A duplicate was stored before its gateway died.
    if (!['accepted', 'duplicate'].includes(results[0].outcome) || status.spots.occupied !== occupied) throw new Error(`A reading was not taken: ${JSON.stringify(results)}`);
    return { version: status.version, occupied, at: Date.now() };
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Asks a running gateway; asks another one if it dies during the call. */
  async #send(method, path, body) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const response = await fetch(`http://127.0.0.1:${this.living(attempt)}/api/v1/${path}`, {
          method,
          headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        if (response.ok) return JSON.parse(text || '{}');
        if (response.status < 500 || attempt > mostAttempts) throw Object.assign(new Error(`${path} answered ${response.status}: ${text}`), { isAnswer: true });
      } catch (error) {
        if (error.isAnswer || attempt > mostAttempts) throw error;
      }
      await delay(50);
    }
  }
}

/** Redis, a silo for levels, one for cameras, and two gateways. Another gateway is there when one dies. */
export class Cluster extends OurSystem {
  gatewayCount = 2;
  #dead = -1;
  #programs = [];
  #gateways = [];

  async start() {
    const redis = await freePort();
    const variables = { ConnectionStrings__Redis: `127.0.0.1:${redis}`, LIVEPARKING_KEYS: join(this.folder, 'keys') };
    const silo = async (role, ...more) => {
      const ports = ['--silo-port', String(await freePort()), '--gateway-port', String(await freePort())];
      return new Program(`the ${role} silo`, [...built('src/Silo', this.configuration), '--role', role, ...ports, ...more], variables);
    };
    const store = new Program('Redis', ['redis-server', '--port', String(redis), '--bind', '127.0.0.1', '--dir', this.folder, '--appendonly', 'yes', '--appendfsync', 'always']);
    this.#programs.push(store, await silo('central'), await silo('site', ...this.cameras));
    await store.start(text => text.includes('Ready to accept connections'));
    this.ports = [await freePort(), await freePort()];
    this.#gateways = this.ports.map(
      port => new Program('a gateway', [...built('src/Gateway', this.configuration), '--urls', `http://127.0.0.1:${port}`], variables),
    );
    this.#programs.push(...this.#gateways);
    await Promise.all([
      this.#programs[1].start(() => true),
      this.#programs[2].start(() => true),
      ...this.#gateways.map((gateway, index) => gateway.start(() => this.#isReady(index))),
    ]);
    await this.prepare();
  }

  /** The port of a running gateway. */
  living(attempt = 0) {
    const index = attempt % 2;
    return this.ports[index === this.#dead ? 1 - index : index];
  }

  /** Kills a gateway. @returns When phones can come back: at once, since there is another one. */
  async kill(index) {
    this.#dead = index;
    const at = Date.now();
    await this.#gateways[index].kill();
    return at;
  }

  async startAgain(index) {
    await this.#gateways[index].start(() => this.#isReady(index));
    this.#dead = -1;
  }

  async stop() {
    for (const program of [...this.#programs].reverse()) await program.kill();
    this.remove();
  }

  #isReady(index) {
    return answers(`http://127.0.0.1:${this.ports[index]}/health/ready`);
  }
}

/** The system that `./run` starts. After a kill, phones can come back when it has been restarted. */
export class Standalone extends OurSystem {
  gatewayCount = 1;
  #program;

  async start() {
    this.ports = [await freePort()];
    this.#program = new Program(
      'the system',
      [...built('src/Standalone', this.configuration), '--port', String(this.ports[0]), '--data', this.folder, '--no-demo', ...this.cameras],
      { LIVEPARKING_PAGE: join(top, 'clients/web/dist') },
    );
    await this.#program.start(() => this.#isReady());
    await this.prepare();
  }

  living() {
    return this.ports[0];
  }

  async kill() {
    await this.#program.kill();
    await this.#program.start(() => this.#isReady());
    return Date.now();
  }

  async startAgain() {}

  async stop() {
    await this.#program.kill();
    this.remove();
  }

  #isReady() {
    return answers(`http://127.0.0.1:${this.ports[0]}/health/ready`);
  }
}

/** Two servers of a peer, which get every number. */
export class Peer {
  gatewayCount = 2;
  #programs = [];
  #dead = -1;
  #newest = new Map();

  /** @param command What starts one of them. */
  constructor(kind, command, key) {
    this.kind = kind;
    this.command = command;
    this.key = key;
  }

  async start() {
    this.ports = [await freePort(), await freePort()];
    this.#programs = this.ports.map(port => new Program(this.kind, this.command(port)));
    await Promise.all(this.#programs.map(program => program.start(text => text.includes('ready'))));
  }

  async change(location) {
    const version = (this.#newest.get(location)?.version ?? 0) + 1;
    const number = { location, version, occupied: version % spots };
    this.#newest.set(location, number);
    await Promise.all(this.ports.map((_, index) => this.#publish(index, number)));
    return { version, occupied: number.occupied, at: Date.now() };
  }

  async kill(index) {
    this.#dead = index;
    const at = Date.now();
    await this.#programs[index].kill();
    return at;
  }

  /** A server that is started again learns the numbers before phones come to it. */
  async startAgain(index) {
    await this.#programs[index].start(text => text.includes('ready'));
    this.#dead = -1;
    await Promise.all([...this.#newest.values()].map(number => this.#publish(index, number)));
  }

  async stop() {
    await Promise.all(this.#programs.map(program => program.kill()));
  }

  async #publish(index, number) {
    if (index === this.#dead) return;
    const body = JSON.stringify(number);
    await fetch(`http://127.0.0.1:${this.ports[index]}/publish`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      .then(response => response.arrayBuffer())
      .catch(error => {
        // It was killed while it was asked.
        if (index !== this.#dead) throw error;
      });
  }
}

export const stockPeer = (key, bytes) =>
  new Peer('stock', port => [...built('bench/Peers', 'Release'), 'phones', '--port', String(port), '--picture-bytes', String(bytes)], key);

export const socketIoPeer = (key, bytes) =>
  new Peer('socket-io', port => [process.execPath, join(top, 'bench/SocketIo/phones.mjs'), String(port), String(bytes)], key);
