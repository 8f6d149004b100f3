import type { Environment, Fetch, HttpResponse } from '../../src/environment/environment.ts';
import type { CameraFrame, CameraStatus, LevelStatus, LocationStatus, Overview, WatchOptions } from '../../src/wire.ts';
import { FakeTime } from './fake-time.ts';
import { FakeSocket } from './fake-socket.ts';
import { readMessages, writeMessage, type ClientMessage, type HubMessage } from './hub-messages.ts';

/** One connection at the gateway. */
export class FakeSession {
  readonly hub: 'parking' | 'cameras' | 'operations';
  readonly token: string | undefined;
  readonly url: string;
  readonly socket: FakeSocket;
  readonly followed = new Set<string>();
  /** Watches by camera. */
  readonly watches = new Map<string, { readonly id: string; readonly options: WatchOptions }>();
  readonly acknowledged: { readonly camera: string; readonly sequence: number }[] = [];
  readonly calls: string[] = [];
  readonly openedAt: number;
  protocol: string | undefined;
  closedAt: number | undefined;

  constructor(socket: FakeSocket, openedAt: number) {
    this.socket = socket;
    this.url = socket.url;
    this.hub = socket.url.includes('/hubs/cameras') ? 'cameras' : socket.url.includes('/hubs/operations') ? 'operations' : 'parking';
    this.token = socket.token;
    this.openedAt = openedAt;
  }

  send(message: HubMessage): void {
    if (this.protocol !== undefined) this.socket.deliver(writeMessage(message, this.protocol));
  }
}

/** The HTTP status of a code. */
const statusOf: Readonly<Record<string, number>> = { unauthorized: 401, forbidden: 403 };

/**
 * A gateway in memory: it speaks SignalR over sockets that have a delay, can be cut, and can silently lose what is sent. Only what the
 * client says and hears is real; the rules are those of the wire contract.
 */
export class FakeGateway {
  readonly time = new FakeTime();
  readonly sessions: FakeSession[] = [];
  readonly locations = new Map<string, LocationStatus>();
  readonly cameras = new Map<string, CameraStatus>();
  readonly requests: string[] = [];
  /** One way, milliseconds. */
  latency = 10;
  isUp = true;
  /** Whether WebSockets get through; HTTP always does. */
  isOpenForSockets = true;
  /** Whether what is behind it answers: without it a location can't be asked for. */
  hasCluster = true;
  /** Whether it closes each connection as soon as it is open. */
  closesAtOnce = false;
  /** The gateway's clock less the device's, milliseconds. */
  clockAhead = 0;
  accepts: (token: string | undefined) => boolean = () => true;
  /** The age of the picture that is kept of each camera, milliseconds. */
  readonly keptAges = new Map<string, number>();
  /** Answers the methods of the operations hub; throws the code of a refusal. */
  operate: (method: string, args: readonly unknown[], session: FakeSession) => unknown = () => undefined;
  /** Refuses pictures, kept and watched, with this code. */
  refuses: string | undefined;
  #isPinging = true;

  constructor() {
    this.#pingLater();
  }

  get environment(): Partial<Environment> {
    const gateway = this;
    return {
      ...this.time.environment,
      fetch: this.#fetch,
      WebSocket: class extends FakeSocket {
        constructor(url: string, _protocols?: unknown, options?: unknown) {
          super(url, options, gateway.time, () => gateway.latency);
          gateway.#connect(this);
        }
      },
    };
  }

  /** Connections that are open. */
  open(hub: FakeSession['hub']): FakeSession[] {
    return this.sessions.filter(session => session.hub === hub && session.closedAt === undefined);
  }

  /** A level has another status: everybody who follows its location gets it. */
  update(level: LevelStatus): void {
    const held = this.locations.get(level.locationId);
    if (held === undefined) throw new Error(`There is no location ${level.locationId}.`);
    const levels = held.levels.map(other => (other.levelId === level.levelId ? level : other));
    this.locations.set(held.id, { ...held, levels, version: held.version + 1 });
    for (const session of this.open('parking'))
      if (session.followed.has(held.id)) session.send({ kind: 'event', event: 'ParkingUpdate', value: level });
  }

  /** A camera gives a picture: everybody who watches it gets it. */
  picture(frame: Partial<CameraFrame> & { readonly sequence: number }): void {
    const cameraId = frame.cameraId ?? 'gate';
    const bytes = frame.data ?? new Uint8Array([255, 216, frame.sequence & 255, 255, 217]);
    for (const session of this.open('cameras')) {
      const watch = session.watches.get(cameraId);
      if (watch === undefined) continue;
      const data = session.protocol === 'json' ? btoaOf(bytes) : bytes;
      const value = {
        cameraId,
        capturedAt: this.now,
        rung: watch.options.startRung ?? 'low',
        width: 4,
        height: 3,
        contentType: 'image/jpeg',
        ...frame,
        data,
      };
      session.send({ kind: 'item', id: watch.id, value });
    }
  }

  /** A camera has another status: everybody who watches it gets it. */
  cameraIs(status: CameraStatus): void {
    this.cameras.set(status.id, status);
    for (const session of this.open('cameras'))
      if (session.watches.has(status.id)) session.send({ kind: 'event', event: 'CameraStatusChanged', value: status });
  }

  /** From now on what this connection carries is lost both ways, silently. */
  lose(session: FakeSession): void {
    session.socket.isLost = true;
  }

  /** The process is killed: its connections end, and new connections fail. */
  kill(): void {
    this.isUp = false;
    for (const session of this.sessions) if (session.closedAt === undefined) session.socket.cut();
  }

  /** Says nothing by itself any more. */
  stopPings(): void {
    this.#isPinging = false;
  }

  /** The gateway's clock, Unix milliseconds. */
  get now(): number {
    return this.time.now + this.clockAhead;
  }

  #connect(socket: FakeSocket): void {
    this.requests.push(`socket ${socket.url}`);
    if (!this.isUp || !this.isOpenForSockets || !this.accepts(socket.token)) {
      socket.fail();
      return;
    }
    const session = new FakeSession(socket, this.time.monotonic);
    this.sessions.push(session);
    socket.open(
      data => this.#received(session, data),
      () => {
        session.closedAt = this.time.monotonic;
      },
    );
  }

  #received(session: FakeSession, data: string | ArrayBuffer): void {
    if (session.protocol === undefined) {
      session.protocol = (JSON.parse((data as string).replace('\u001e', '')) as { protocol: string }).protocol;
      session.socket.deliver('{}\u001e');
      if (this.closesAtOnce) session.send({ kind: 'close', error: 'Too busy.' });
      return;
    }
    for (const message of readMessages(data)) this.#handle(session, message);
  }

  #handle(session: FakeSession, message: ClientMessage): void {
    if (message.kind === 'cancel') {
      for (const [camera, watch] of session.watches) if (watch.id === message.id) session.watches.delete(camera);
      return;
    }
    if (message.kind === 'other') return;
    const { method, args, id } = message;
    session.calls.push(method);
    const answer = (value?: unknown) => id !== undefined && session.send({ kind: 'result', id, value });
    const refuse = (code: string) =>
      id !== undefined && session.send({ kind: 'error', id, error: `An error occurred. HubException: ${code}: It is so.` });
    const target = String(args[0]);
    if (session.hub === 'operations') {
      try {
        answer(this.operate(method, args, session));
      } catch (code) {
        refuse(String(code));
      }
    } else if (method === 'SubscribeToParking') {
      const location = this.locations.get(target);
      if (!this.hasCluster) {
        refuse('unavailable');
        return;
      }
      if (location === undefined) {
        refuse('unknown-location');
        return;
      }
      session.followed.add(target);
      answer(location);
    } else if (method === 'UnsubscribeFromParking') {
      session.followed.delete(target);
      answer();
    } else if (method === 'AckFrame') {
      if (session.watches.has(target)) session.acknowledged.push({ camera: target, sequence: Number(args[1]) });
      answer();
    } else if (method === 'WatchCamera' && id !== undefined) {
      if (this.refuses !== undefined) refuse(this.refuses);
      else if (session.watches.has(target)) refuse('already-watching');
      else {
        session.watches.set(target, { id, options: (args[1] ?? {}) as WatchOptions });
        const status = this.cameras.get(target);
        if (status !== undefined) session.send({ kind: 'event', event: 'CameraStatusChanged', value: status });
      }
    }
  }

  #pingLater(): void {
    this.time.environment.setTimeout(() => {
      if (this.#isPinging) for (const session of this.sessions) if (session.closedAt === undefined) session.send({ kind: 'ping' });
      this.#pingLater();
    }, 4000);
  }

  readonly #fetch: Fetch = (url, { method, headers }) =>
    new Promise((resolve, reject) => {
      this.requests.push(`${method} ${url}`);
      const date = this.now + this.latency;
      this.time.environment.setTimeout(() => {
        if (!this.isUp) {
          reject(new TypeError('fetch failed'));
          return;
        }
        resolve(this.#answer(url, headers['authorization']?.replace('Bearer ', ''), date));
      }, 2 * this.latency);
    });

  #answer(url: string, token: string | undefined, date: number): HttpResponse {
    const json = (status: number, body: unknown): HttpResponse => ({
      ok: status < 300,
      status,
      statusText: '',
      headers: { get: name => (name === 'date' ? new Date(date).toUTCString() : null) },
      text: () => Promise.resolve(JSON.stringify(body)),
      arrayBuffer: () => Promise.reject(new Error('not asked for')),
    });
    if (!this.accepts(token)) return json(401, { code: 'unauthorized', detail: 'The token has expired.' });
    if (url.includes('/negotiate')) return json(200, { connectionId: 'x', availableTransports: [] });
    const camera = /\/cameras\/([^/]+)\/snapshot\.jpg\?start=false/.exec(url)?.[1];
    if (camera !== undefined) {
      if (this.refuses !== undefined) return json(statusOf[this.refuses] ?? 503, { code: this.refuses, detail: 'It is so.' });
      const age = this.keptAges.get(camera);
      if (age === undefined) return json(404, { code: 'no-picture', detail: 'No picture is kept.' });
      const headers = new Map([['date', new Date(date).toUTCString()], ['content-type', 'image/jpeg'], ['x-frame-age', String(age)]]);
      return {
        ...json(200, {}),
        headers: { get: name => headers.get(name) ?? null },
        arrayBuffer: () => Promise.resolve(new Uint8Array([255, 216, 1, 255, 217]).buffer),
      };
    }
    if (url.endsWith('/api/v1/overview')) return json(200, this.#overview());
    return json(200, {});
  }

  #overview(): Overview {
    const none = { total: 0, full: 0, closed: 0, stale: 0, unknown: 0, live: 0, frozen: 0, offline: 0 };
    return {
      spots: { total: 0, occupied: 0, available: 0 },
      complete: true,
      locations: [...this.locations.values()].map(({ levels, cameras: _, ...location }) => ({
        ...location,
        levels: { ...none, total: levels.length },
        cameras: none,
      })),
    };
  }
}

function btoaOf(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  let text = '';
  for (let at = 0; at < bits.length; at += 6) text += alphabet[parseInt(bits.slice(at, at + 6).padEnd(6, '0'), 2)] ?? '';
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
