import type { ClientOptions } from '../client-options.ts';
import { LiveParkingClient } from '../live-parking-client.ts';
import { CameraSubscription } from './camera-subscription.ts';
import { ParkingSubscription } from './parking-subscription.ts';
import type { ParkingUpdate, VideoFrame } from './payloads.ts';
import { SocketHandle } from './socket-handle.ts';

/** How to connect, beside the address. */
export type SocketOptions = Omit<ClientOptions, 'url'>;

/**
 * The mobile app's `SocketService`, on a {@link LiveParkingClient}. An app changes its import and nothing else. Connections are shared: a
 * page and its Live Footage may both connect and disconnect, once or twice, in any order.
 */
export class SocketService {
  #client: LiveParkingClient | undefined;
  #url = '';
  #token: SocketOptions['token'];
  #ended: (() => void) | undefined;
  #handles = 0;
  #isReporting = false;
  readonly #open = new Set<SocketHandle>();
  readonly #parkings = new Set<ParkingSubscription>();
  /** Cameras, each with the handle that was there when it was asked for; none when it was asked for before `connect`. */
  readonly #cameras = new Map<CameraSubscription, SocketHandle | undefined>();
  #latest: SocketHandle | undefined;

  /** Connects, or shares the connection that is there. `ws://`, `wss://`, `http://` and `https://` all do. */
  connect(url: string, options: SocketOptions = {}): SocketHandle {
    const before = this.#token;
    this.#token = options.token;
    if (this.#client === undefined || url !== this.#url) this.#useClient(url, options);
    // A function is asked when it is time; another text is another token now.
    else if (typeof options.token !== 'function' && options.token !== before) void this.#client.renewToken();
    const handle: SocketHandle = new SocketHandle(
      () => `live-parking-${(this.#handles += 1)}`,
      () => this.#leave(handle),
    );
    this.#open.add(handle);
    this.#latest = handle;
    for (const [camera, owner] of this.#cameras) if (owner === undefined) this.#beginCamera(camera, handle);
    this.#hold();
    return handle;
  }

  /** Follows a location: each level once, then every change, until the returned function is called. May come before `connect`. */
  subscribeToParking(locationId: string, callback: (update: ParkingUpdate) => void): () => void {
    const parking = new ParkingSubscription(locationId, {
      whole: data => this.#open.forEach(handle => handle.emit('parking_data', data)),
      level: update => {
        callback(update);
        this.#open.forEach(handle => handle.emit('parking_update', update));
      },
    });
    this.#parkings.add(parking);
    if (this.#client !== undefined) parking.use(this.#client);
    return () => {
      parking.end();
      this.#parkings.delete(parking);
    };
  }

  /** Watches a camera until the returned function is called, or the handle that was connected last is disconnected. May come before `connect`. */
  subscribeToCamera(cameraId: string, callback: (frame: VideoFrame) => void): () => void {
    const camera = new CameraSubscription(cameraId, frame => {
      callback(frame);
      this.#cameras.get(camera)?.emit('video_frame', frame);
    });
    this.#beginCamera(camera, this.#latest);
    return () => this.#endCamera(camera);
  }

  /** Ends everything: all subscriptions, and the connection. */
  disconnect(): void {
    for (const handle of [...this.#open]) handle.disconnect();
    for (const camera of [...this.#cameras.keys()]) this.#endCamera(camera);
    for (const parking of this.#parkings) parking.end();
    this.#parkings.clear();
    this.#closeClient();
  }

  #useClient(url: string, options: SocketOptions): void {
    const provide = () => (typeof this.#token === 'function' ? this.#token() : this.#token);
    const client = new LiveParkingClient({ ...options, url, token: provide });
    this.#closeClient();
    this.#client = client;
    this.#url = url;
    for (const parking of this.#parkings) parking.use(client);
    for (const [camera, owner] of this.#cameras) this.#beginCamera(camera, owner);
  }

  #closeClient(): void {
    this.#ended?.();
    this.#ended = undefined;
    void this.#client?.close();
    this.#client = undefined;
  }

  /** Keeps a connection up for the handles and reports its state to them. */
  #hold(): void {
    const { connection } = this.#client ?? {};
    if (connection === undefined) return;
    this.#ended ??= connection.subscribe(() => this.#reportSoon());
    this.#reportSoon();
  }

  /** Handles hear of it after the current call has returned, so that listeners which are added right after `connect` miss nothing. */
  #reportSoon(): void {
    if (this.#isReporting) return;
    this.#isReporting = true;
    void Promise.resolve().then(() => {
      this.#isReporting = false;
      const snapshot = this.#client?.connection.getSnapshot();
      if (snapshot !== undefined) for (const handle of [...this.#open]) handle.connectionIs(snapshot);
    });
  }

  #leave(handle: SocketHandle): void {
    this.#open.delete(handle);
    for (const [camera, owner] of [...this.#cameras]) if (owner === handle) this.#endCamera(camera);
    if (handle === this.#latest) this.#latest = [...this.#open].pop();
    if (this.#open.size > 0) return;
    this.#ended?.();
    this.#ended = undefined;
  }

  /** A camera without a handle waits for the next one. */
  #beginCamera(camera: CameraSubscription, owner: SocketHandle | undefined): void {
    this.#cameras.set(camera, owner);
    if (owner !== undefined && this.#client !== undefined) camera.use(this.#client);
  }

  #endCamera(camera: CameraSubscription): void {
    camera.end();
    this.#cameras.delete(camera);
  }
}
