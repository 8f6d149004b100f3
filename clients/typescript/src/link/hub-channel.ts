import type { IStreamResult } from '@microsoft/signalr';
import type { Environment } from '../environment/environment.ts';
import { momentOf, type Moment } from '../environment/moment.ts';
import { Listeners } from '../listeners.ts';
import { readHubError } from './hub-error.ts';
import type { MadeConnection } from './make-hub-connection.ts';

/** One connection to a hub, from its start to its end. A {@link HubLink} makes them, one after the other. */
export class HubChannel {
  readonly #environment: Environment;
  readonly #made: MadeConnection;
  readonly #closed = new Listeners<[error: Error | undefined]>();
  #isOpen = false;
  /** Counts the questions whether the gateway is still there; 0 while there is no doubt. */
  #doubt = 0;
  #doubts = 0;
  #openedAt: Moment;
  #heardAt: Moment;

  constructor(environment: Environment, make: (heard: () => void) => MadeConnection) {
    this.#environment = environment;
    this.#openedAt = this.#heardAt = momentOf(environment);
    this.#made = make(() => {
      if (!this.isDoubted) this.#hear();
    });
    this.#made.connection.onclose(error => {
      this.#isOpen = false;
      this.#closed.notify(error);
    });
  }

  /** Whether messages can be sent. A connection that the system killed silently is open until somebody notices. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether it was asked if the gateway is still there, and has not answered. */
  get isDoubted(): boolean {
    return this.#doubt !== 0;
  }

  /** When it came up. */
  get openedAt(): Moment {
    return this.#openedAt;
  }

  /** When the gateway was last known to be there. */
  get heardAt(): Moment {
    return this.#heardAt;
  }

  /** Connects. Rejects when that is not possible. */
  async start(): Promise<void> {
    await this.#made.connection.start();
    this.#isOpen = true;
    this.#hear();
    this.#openedAt = this.#heardAt;
  }

  /** Closes the connection, also one that is still being made. */
  async stop(): Promise<void> {
    const stopped = this.#made.connection.stop();
    if (!this.#isOpen) this.#made.cut();
    await stopped;
  }

  /** Calls a listener when the connection is closed, by whomever. */
  onClose(listener: (error: Error | undefined) => void): void {
    this.#closed.add(listener);
  }

  /**
   * Asks whether the gateway is still there. Until it answers, what arrives does not count as a sign of life: while the app slept it may
   * have lain in a buffer.
   * @param ask A question that the hub answers.
   */
  async prove(ask: (channel: HubChannel) => Promise<unknown>): Promise<void> {
    this.#doubts += 1;
    const doubt = (this.#doubt = this.#doubts);
    try {
      await ask(this);
    } catch (error) {
      // A refusal is an answer too. Without a connection no caller waits for one.
      if (!this.#isOpen || readHubError(error).code === '') return;
    }
    if (doubt !== this.#doubt) return;
    this.#doubt = 0;
    this.#hear();
  }

  on<T>(event: string, listener: (message: T) => void): void {
    this.#made.connection.on(event, listener);
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.#made.connection.invoke<T>(method, ...args);
  }

  send(method: string, ...args: unknown[]): Promise<void> {
    return this.#made.connection.send(method, ...args);
  }

  stream<T>(method: string, ...args: unknown[]): IStreamResult<T> {
    return this.#made.connection.stream<T>(method, ...args);
  }

  #hear(): void {
    this.#heardAt = momentOf(this.#environment);
  }
}
