import { RestartableTimer } from './environment/restartable-timer.ts';
import type { Environment } from './environment/environment.ts';
import { Listeners } from './listeners.ts';
import type { Store } from './store.ts';

/** How long a store stays active after its last subscriber has left, milliseconds: React unmounts a component and mounts it again at once. */
const linger = 300;

/** A store that works while it has a subscriber. */
export abstract class LiveStore<S> implements Store<S> {
  readonly #linger: RestartableTimer;
  readonly #listeners = new Listeners();
  #snapshot: S | undefined;
  /** The snapshot was taken by a reader; the subscribers have not been called for it. */
  #isUnreported = false;
  #isRunning = false;

  constructor(environment: Environment) {
    this.#linger = new RestartableTimer(environment);
  }

  // Both are bound, so that they can be handed to useSyncExternalStore as they are.
  readonly getSnapshot = (): S => {
    if (this.#snapshot === undefined || this.isOutdated(this.#snapshot)) {
      this.#isUnreported = this.#snapshot !== undefined;
      this.#snapshot = this.read();
    }
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    const remove = this.#listeners.add(listener);
    this.#linger.stop();
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.start();
    }
    return () => {
      remove();
      if (this.#listeners.size === 0 && this.#isRunning) this.#linger.set(linger, () => this.end());
    };
  };

  /** Whether it has a subscriber, or had one a moment ago. */
  protected get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Stops working at once; the subscribers are not called any more. */
  end(): void {
    this.#linger.stop();
    if (!this.#isRunning) return;
    this.#isRunning = false;
    this.stop();
    this.#snapshot = undefined;
  }

  /** Something changed: makes a new snapshot and calls the subscribers. */
  protected changed(): void {
    this.#snapshot = this.read();
    this.#isUnreported = false;
    this.#listeners.notify();
  }

  /** Something may have changed. */
  protected refresh(): void {
    if (this.#isUnreported || this.#snapshot === undefined || this.isOutdated(this.#snapshot)) this.changed();
  }

  /** Whether a snapshot no longer holds; the passing of time is enough for that. */
  protected abstract isOutdated(snapshot: S): boolean;

  /** Makes a snapshot of what is known now. */
  protected abstract read(): S;

  /** Begins to work. */
  protected abstract start(): void;

  /** Ends it. */
  protected abstract stop(): void;
}
