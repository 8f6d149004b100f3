import type { ConnectionSnapshot } from '../connection-store.ts';
import { notifyAll } from '../listeners.ts';
import type { ParkingData, ParkingUpdate, VideoFrame } from './payloads.ts';

/** The events of a socket, and what they carry. */
export interface SocketEvents {
  connect: [];
  /** Why, as text to display. */
  disconnect: [reason: string];
  connect_error: [error: Error];
  /** The whole of a location, once for each `subscribeToParking`. */
  parking_data: [data: ParkingData];
  parking_update: [update: ParkingUpdate];
  video_frame: [frame: VideoFrame];
}

type Listener<E extends keyof SocketEvents> = (...args: SocketEvents[E]) => void;

/** The result of `connect`: the part of a Socket.IO socket that the sketch's app uses. */
export class SocketHandle {
  readonly #makeId: () => string;
  readonly #disconnect: () => void;
  readonly #listeners = new Map<keyof SocketEvents, Set<(...args: never[]) => void>>();
  #id: string | undefined;
  #problem: string | undefined;
  #isOver = false;

  constructor(makeId: () => string, disconnect: () => void) {
    this.#makeId = makeId;
    this.#disconnect = disconnect;
  }

  get connected(): boolean {
    return this.#id !== undefined;
  }

  /** Names the connection; undefined while there is none. */
  get id(): string | undefined {
    return this.#id;
  }

  /** Calls a listener for every such event. */
  on<E extends keyof SocketEvents>(event: E, listener: Listener<E>): this {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as (...args: never[]) => void));
    return this;
  }

  /** Calls a listener for the next such event only. */
  once<E extends keyof SocketEvents>(event: E, listener: Listener<E>): this {
    const first: Listener<E> = (...args) => {
      this.off(event, first);
      listener(...args);
    };
    return this.on(event, first);
  }

  /** Calls the listener no more; without one, no listener of the event. */
  off<E extends keyof SocketEvents>(event: E, listener?: Listener<E>): this {
    if (listener === undefined) this.#listeners.delete(event);
    else this.#listeners.get(event)?.delete(listener as (...args: never[]) => void);
    return this;
  }

  /** Ends the cameras that were subscribed through it. Parking subscriptions continue until they are ended themselves. */
  disconnect(): this {
    if (this.#isOver) return this;
    this.#isOver = true;
    this.#disconnect();
    if (this.#id !== undefined) this.#lost('io client disconnect');
    return this;
  }

  /** The same as `disconnect`. */
  close(): this {
    return this.disconnect();
  }

  /** Reports the state of the connection to the listeners. */
  connectionIs({ state, reason }: ConnectionSnapshot): void {
    if (this.#isOver) return;
    if (state === 'connected') {
      this.#problem = undefined;
      if (this.#id !== undefined) return;
      this.#id = this.#makeId();
      this.emit('connect');
      return;
    }
    if (this.#id !== undefined) this.#lost(reason ?? 'transport close');
    if ((state === 'waiting' || state === 'refused') && reason !== this.#problem) {
      this.#problem = reason;
      this.emit('connect_error', new Error(reason ?? 'The gateway can’t be reached.'));
    }
  }

  /** Calls the listeners of an event. */
  emit<E extends keyof SocketEvents>(event: E, ...args: SocketEvents[E]): void {
    notifyAll([...(this.#listeners.get(event) ?? [])], args as never[]);
  }

  #lost(reason: string): void {
    this.#id = undefined;
    this.emit('disconnect', reason);
  }
}
