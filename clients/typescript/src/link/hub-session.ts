import type { HubConnection, IStreamResult } from '@microsoft/signalr';
import type { Environment } from '../environment/environment.ts';
import { momentOf, type Moment } from '../environment/moment.ts';
import { Listeners } from '../listeners.ts';
import { readHubError } from './hub-error.ts';
import type { AbortableConnection } from './make-hub-connection.ts';

/** One connection to a hub, from its start to its end. A {@link HubLink} creates them. */
export class HubSession {
  readonly #environment: Environment;
  readonly #connection: HubConnection;
  readonly #abort: () => void;
  readonly #closed = new Listeners<[error: Error | undefined]>();
  #isOpen = false;
  /** The number of the probe that is under way; 0 while there is none. */
  #probe = 0;
  #probes = 0;
  #openedAt: Moment;
  #heardAt: Moment;

  constructor(environment: Environment, make: (onReceive: () => void) => AbortableConnection) {
    this.#environment = environment;
    this.#openedAt = this.#heardAt = momentOf(environment);
    const { connection, abort } = make(() => {
      if (!this.isProbing) this.#markAlive();
    });
    this.#connection = connection;
    this.#abort = abort;
    connection.onclose(error => {
      this.#isOpen = false;
      this.#closed.notify(error);
    });
  }

  /** Whether messages can be sent. A connection that was lost without a close event counts as open until a probe or a timeout shows it. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether a probe is under way that the gateway has not answered. */
  get isProbing(): boolean {
    return this.#probe !== 0;
  }

  /** When it was opened. */
  get openedAt(): Moment {
    return this.#openedAt;
  }

  /** When the connection was last known to be alive. */
  get heardAt(): Moment {
    return this.#heardAt;
  }

  /** Connects. Rejects when that is not possible. */
  async start(): Promise<void> {
    await this.#connection.start();
    this.#isOpen = true;
    this.#markAlive();
    this.#openedAt = this.#heardAt;
  }

  /** Closes the connection, also while it is being opened. */
  async stop(): Promise<void> {
    const stopped = this.#connection.stop();
    if (!this.#isOpen) this.#abort();
    await stopped;
  }

  /** Calls a listener when the connection has been closed, by either side. */
  onClose(listener: (error: Error | undefined) => void): void {
    this.#closed.add(listener);
  }

  /**
   * Checks whether the connection is alive. Until the hub answers the call, other data does not count: it may have lain in a buffer while
   * the app slept.
   * @param call A hub call without side effects that is answered at once.
   */
  async probe(call: (session: HubSession) => Promise<unknown>): Promise<void> {
    this.#probes += 1;
    const probe = (this.#probe = this.#probes);
    try {
      await call(this);
    } catch (error) {
      // A hub error is an answer too; any other error, or a closed connection, is none.
      if (!this.#isOpen || readHubError(error).code === '') return;
    }
    if (probe !== this.#probe) return;
    this.#probe = 0;
    this.#markAlive();
  }

  on<T>(event: string, listener: (message: T) => void): void {
    this.#connection.on(event, listener);
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.#connection.invoke<T>(method, ...args);
  }

  send(method: string, ...args: unknown[]): Promise<void> {
    return this.#connection.send(method, ...args);
  }

  stream<T>(method: string, ...args: unknown[]): IStreamResult<T> {
    return this.#connection.stream<T>(method, ...args);
  }

  #markAlive(): void {
    this.#heardAt = momentOf(this.#environment);
  }
}
