import { followBrowser } from './adapters/browser.ts';
import { CameraLanes } from './cameras/camera-lanes.ts';
import type { CameraOptions, CameraStore } from './cameras/camera-store.ts';
import { WatchedCamera } from './cameras/watched-camera.ts';
import type { ClientOptions } from './client-options.ts';
import { ServerClock } from './clock/server-clock.ts';
import type { ConnectionStore } from './connection-store.ts';
import { defaultEnvironment } from './environment/default-environment.ts';
import type { Environment } from './environment/environment.ts';
import { Heartbeat } from './environment/heartbeat.ts';
import { gatewayAddress } from './http/gateway-address.ts';
import { GatewayHttp } from './http/gateway-http.ts';
import type { HubAddress } from './link/hub-address.ts';
import { Connections } from './link/connections.ts';
import { HubLink, type Probe } from './link/hub-link.ts';
import { randomName } from './link/random-name.ts';
import { FollowedLocation } from './parking/followed-location.ts';
import type { LocationsStore } from './parking/locations-store.ts';
import { AlarmFeed } from './operations/alarm-feed.ts';
import type { AlarmsStore } from './operations/alarms-store.ts';
import { OverviewFeed } from './operations/overview-feed.ts';
import type { OverviewStore } from './operations/overview-store.ts';
import { ParkingFeed } from './parking/parking-feed.ts';
import type { ParkingStore } from './parking/parking-store.ts';
import { PolledLocations } from './parking/polled-locations.ts';
import { TokenSource } from './session/token-source.ts';
import { cameraHub, operationsHub, parkingHub } from './wire.ts';

/** Ids that no location or camera has: these calls are answered at once and change nothing. */
const nobody = 'no-such-id';
const parkingProbe: Probe = session => session.invoke(parkingHub.unsubscribe, nobody);
const operationsProbe: Probe = session => session.invoke(operationsHub.ping);
const cameraProbe: Probe = session => session.invoke(cameraHub.ack, nobody, 0);

/**
 * Live Parking for an app. The app gets its data from stores: each is active while it has a subscriber, and fits React's
 * `useSyncExternalStore`. The client keeps its connections alive without a limit and reports the age of all data.
 */
export class LiveParkingClient {
  /** The gateway's HTTP API, with this client's token. */
  readonly http: GatewayHttp;
  /** The gateway's clock. */
  readonly clock = new ServerClock();
  readonly #environment: Environment;
  readonly #connections: Connections;
  readonly #tokens: TokenSource;
  readonly #links: HubLink[] = [];
  readonly #heartbeat: Heartbeat;
  readonly #feed: ParkingFeed;
  readonly #parkingLink: HubLink;
  readonly #lanes: CameraLanes;
  readonly #locations: PolledLocations;
  readonly #overview: OverviewFeed;
  readonly #alarms: AlarmFeed;
  readonly #parkings = new Map<string, FollowedLocation>();
  readonly #cameras = new Map<string, WatchedCamera>();
  readonly #unfollow: () => void;
  #isVisible = true;
  #isOnline = true;
  #isAskingTime = false;

  constructor(options: ClientOptions) {
    const environment = { ...defaultEnvironment(), ...options.environment };
    this.#environment = environment;
    this.#tokens = new TokenSource(environment, this.clock, options.token);
    const hub = { environment, gateway: gatewayAddress(options.url), protocol: options.protocol ?? 'messagepack', tokens: this.#tokens, clock: this.clock };
    const clientId = randomName(environment);
    this.http = new GatewayHttp(environment, hub.gateway, this.#tokens, this.clock);
    this.#connections = new Connections(environment, () => this.#parkingLink.use({ join: async () => {}, leave: () => {} }));
    this.#heartbeat = new Heartbeat(
      environment,
      () => this.#beat(),
      frozenFor => this.#check(frozenFor),
    );
    this.#parkingLink = this.#addLink({ ...hub, path: parkingHub.path, clientId }, parkingProbe);
    this.#feed = new ParkingFeed(environment, this.#parkingLink);
    this.#lanes = new CameraLanes(number =>
      this.#addLink({ ...hub, path: cameraHub.path, clientId: number === 0 ? clientId : `${clientId}-${number}` }, cameraProbe),
    );
    this.#locations = new PolledLocations(environment, this.http);
    const operations = this.#addLink({ ...hub, path: operationsHub.path, clientId }, operationsProbe);
    this.#overview = new OverviewFeed(environment, operations);
    this.#alarms = new AlarmFeed(environment, operations);
    this.#tokens.onRenewed(() => this.#links.forEach(link => link.replaceConnection()));
    this.#unfollow = options.followBrowser === false ? () => {} : followBrowser(this);
  }

  /** How the client is connected. Subscribing keeps a connection up. */
  get connection(): ConnectionStore {
    return this.#connections;
  }

  /** A location, live: the same store for the same id. */
  parking(id: string): ParkingStore {
    const store = this.#parkings.get(id) ?? new FollowedLocation(this.#environment, id, this.#feed, this.#parkingLink);
    this.#parkings.set(id, store);
    return store;
  }

  /** A camera, live: the same store for the same id and options. The id of a location means its first camera. */
  camera(id: string, options: CameraOptions = {}): CameraStore {
    const { quality = 'auto', maxFps } = options;
    const key = `${id} ${quality} ${maxFps ?? ''}`;
    let store = this.#cameras.get(key);
    if (store === undefined) {
      store = new WatchedCamera(this.#environment, this.clock, this.#lanes, id, options);
      store.setVisible(this.#isVisible);
      this.#cameras.set(key, store);
    }
    return store;
  }

  /** Summaries of all locations, polled while the store has a subscriber and the app is visible. */
  locations(): LocationsStore {
    return this.#locations;
  }

  /** All locations of an operator's token with their alarms counted, live. */
  overview(): OverviewStore {
    return this.#overview;
  }

  /** The alarms of an operator's places, live. */
  alarms(): AlarmsStore {
    return this.#alarms;
  }

  /** The app woke, or its network changed: the shown data is checked at once. The browser's own signals are observed without this call. */
  wake(): void {
    if (!this.#heartbeat.checkForGap()) this.#check(0);
    this.#locations.pollNow();
  }

  /** Whether the device has a network, as far as it knows. */
  setOnline(isOnline: boolean): void {
    const isBack = isOnline && !this.#isOnline;
    this.#isOnline = isOnline;
    for (const link of this.#links) link.setOnline(isOnline);
    if (isBack) this.wake();
  }

  /** Whether the app is visible. A hidden app watches no cameras and requests no locations; its numbers continue to update. */
  setVisible(isVisible: boolean): void {
    const isBack = isVisible && !this.#isVisible;
    this.#isVisible = isVisible;
    for (const camera of this.#cameras.values()) camera.setVisible(isVisible);
    this.#locations.setVisible(isVisible);
    if (isBack) this.wake();
  }

  /** Call when the token has changed: requests the new one now, and opens new connections before the old ones end. */
  async renewToken(): Promise<void> {
    await this.#tokens.renew();
  }

  /** Ends everything. A closed client is not used again. */
  async close(): Promise<void> {
    this.#unfollow();
    this.#tokens.close();
    this.#heartbeat.stop();
    for (const store of [...this.#cameras.values(), ...this.#parkings.values()]) store.end();
    for (const store of [this.#locations, this.#overview, this.#alarms]) store.end();
    this.#connections.close();
    await Promise.all(this.#links.map(link => link.dispose()));
  }

  #addLink(hub: HubAddress, probe: Probe): HubLink {
    const link = new HubLink(hub, probe, () => this.#heartbeat.received());
    link.setOnline(this.#isOnline);
    link.onState(() => this.#linkChanged(link));
    this.#links.push(link);
    this.#connections.add(link);
    return link;
  }

  #linkChanged(link: HubLink): void {
    if (this.#links.some(candidate => candidate.isActive)) this.#heartbeat.start();
    else this.#heartbeat.stop();
    if (link.state === 'connected' && !this.clock.isKnown) void this.#askTime();
  }

  #beat(): void {
    for (const link of this.#links) link.tick();
  }

  #check(frozenFor: number): void {
    for (const link of this.#links) link.check(frozenFor);
  }

  /** Reads the gateway's clock. A WebSocket carries no time, and without it the age of a picture counts only from its arrival. */
  async #askTime(): Promise<void> {
    if (this.#isAskingTime) return;
    this.#isAskingTime = true;
    // Every response carries the time, whatever its status; without one the next connection asks again.
    const forget = () => (this.#isAskingTime = false);
    await this.http.read('health/live').then(forget, forget);
  }
}
