import { HubConnectionBuilder, LogLevel, type HubConnection, type IHubProtocol, type IStreamResult } from '@microsoft/signalr';
import { isTokenRefused } from './hub-error.ts';
import { reconnectDelay } from './reconnect-delays.ts';

/** `waiting` is between two attempts. */
export type LinkState = 'connecting' | 'connected' | 'waiting';

/** What a link needs to be told. */
export interface LinkOptions {
  readonly path: string;
  /** JSON when absent. */
  readonly protocol?: IHubProtocol;
  readonly token: () => string | undefined;
  /** Called when the gateway does not accept the token; the link goes on trying. */
  readonly onTokenRefused: () => void;
}

/**
 * A connection to one hub that is kept up: it connects, and after every loss connects again by {@link reconnectDelay}.
 * SignalR's own reconnecting neither covers the first attempt nor can be hurried when the network comes back, hence one loop here.
 */
export class HubLink {
  readonly #connection: HubConnection;
  readonly #options: LinkOptions;
  readonly #listeners = new Set<(state: LinkState) => void>();
  #state: LinkState = 'connecting';
  #failures = 0;
  /** The token changed while an attempt with the old one was under way. */
  #isOutdated = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LinkOptions) {
    this.#options = options;
    const builder = new HubConnectionBuilder()
      .withUrl(options.path, { accessTokenFactory: () => options.token() ?? '' })
      // What goes wrong is shown on the page.
      .configureLogging(LogLevel.None);
    if (options.protocol !== undefined) builder.withHubProtocol(options.protocol);
    this.#connection = builder.build();
    this.#connection.onclose(() => this.#tryLater());
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Tells a listener about every change of the state, until the returned function is called. */
  onState(listener: (state: LinkState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Listens to what the hub sends. */
  on<T>(event: string, listener: (message: T) => void): void {
    this.#connection.on(event, listener);
  }

  /** Begins to connect. */
  start(): void {
    void this.#connect();
  }

  /** Connects at once instead of at the planned time: the network is back, or a person asks. */
  hurry(): void {
    if (this.#state !== 'waiting') return;
    this.#failures = 0;
    this.#stopTimer();
    void this.#connect();
  }

  /** Closes the connection and connects anew, with the token as it is now. */
  async restart(): Promise<void> {
    this.#isOutdated = this.#state === 'connecting';
    if (this.#state === 'connected') await this.#connection.stop();
    this.hurry();
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.#connection.invoke<T>(method, ...args);
  }

  /** Sends without waiting for an answer. */
  send(method: string, ...args: unknown[]): Promise<void> {
    return this.#connection.send(method, ...args);
  }

  stream<T>(method: string, ...args: unknown[]): IStreamResult<T> {
    return this.#connection.stream<T>(method, ...args);
  }

  async #connect(): Promise<void> {
    this.#isOutdated = false;
    this.#become('connecting');
    try {
      await this.#connection.start();
    } catch (error) {
      this.#tryLater();
      if (isTokenRefused(error)) this.#options.onTokenRefused();
      return;
    }
    this.#failures = 0;
    this.#become('connected');
    if (this.#isOutdated) await this.restart();
  }

  #tryLater(): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => void this.#connect(), reconnectDelay(this.#failures, Math.random()));
    this.#failures += 1;
    this.#become('waiting');
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #become(state: LinkState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
