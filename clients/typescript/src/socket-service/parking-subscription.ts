import type { LiveParkingClient } from '../live-parking-client.ts';
import { parkingData, parkingUpdate, type ParkingData, type ParkingUpdate } from './payloads.ts';

/** The callbacks of a subscription. */
export interface ParkingListener {
  readonly whole: (data: ParkingData) => void;
  readonly level: (update: ParkingUpdate) => void;
}

/** A location that an app subscribed to: each level once, and then every change of one. */
export class ParkingSubscription {
  readonly #id: string;
  readonly #listener: ParkingListener;
  readonly #versions = new Map<string, number>();
  #end: (() => void) | undefined;
  #isReported = false;

  constructor(id: string, listener: ParkingListener) {
    this.#id = id;
    this.#listener = listener;
  }

  /** Starts over a client; over another client it continues with newer data. */
  use(client: LiveParkingClient): void {
    this.end();
    const store = client.parking(this.#id);
    const look = () => {
      const { status } = store.getSnapshot();
      if (status === undefined) return;
      if (!this.#isReported) {
        this.#isReported = true;
        this.#listener.whole(parkingData(status));
      }
      for (const level of status.levels) {
        if (level.version <= (this.#versions.get(level.levelId) ?? -Infinity)) continue;
        this.#versions.set(level.levelId, level.version);
        this.#listener.level(parkingUpdate(level));
      }
    };
    const off = store.subscribe(look);
    this.#end = off;
    // Data that the store already has is reported too, but not before this call has returned.
    void Promise.resolve().then(() => {
      if (this.#end === off) look();
    });
  }

  end(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
