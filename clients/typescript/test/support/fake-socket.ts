import type { FakeTime } from './fake-time.ts';

type Data = string | ArrayBuffer;

/** A WebSocket in memory, with a delay. */
export class FakeSocket {
  static readonly OPEN = 1;
  readonly url: string;
  readonly token: string | undefined;
  binaryType = '';
  readyState = 0;
  /** Data in both directions is silently lost. */
  isLost = false;
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { data: Data }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #time: FakeTime;
  readonly #latency: () => number;
  #received: (data: Data) => void = () => {};
  #closed: () => void = () => {};

  constructor(url: string, options: unknown, time: FakeTime, latency: () => number) {
    this.url = url;
    this.#time = time;
    this.#latency = latency;
    const headers = (options as { headers?: Record<string, string> } | undefined)?.headers;
    const inAddress = /[?&]access_token=([^&]*)/.exec(url)?.[1];
    this.token = headers?.['Authorization']?.replace('Bearer ', '') ?? (inAddress === undefined ? undefined : decodeURIComponent(inAddress));
  }

  send(data: Data): void {
    this.#later(() => this.#received(data));
  }

  close(): void {
    if (this.readyState >= 2) return;
    const wasOpen = this.readyState === 1;
    this.readyState = 3;
    this.#later(() => this.#closed());
    if (!wasOpen) this.#later(() => this.onclose?.({ wasClean: false, code: 1006, reason: '' }));
  }

  /** The gateway accepts. */
  open(received: (data: Data) => void, closed: () => void): void {
    this.#received = received;
    this.#closed = closed;
    this.#later(() => {
      if (this.readyState !== 0) return;
      this.readyState = 1;
      this.onopen?.({});
    }, 2);
  }

  /** The gateway refuses, or is not there. */
  fail(): void {
    this.#later(() => {
      if (this.readyState !== 0) return;
      this.readyState = 3;
      this.onerror?.({});
      this.onclose?.({ wasClean: false, code: 1006, reason: '' });
    });
  }

  /** The gateway sends. */
  deliver(data: Data): void {
    this.#later(() => {
      if (this.readyState === 1) this.onmessage?.({ data });
    });
  }

  /** The connection breaks, and both ends know. */
  cut(): void {
    if (this.readyState >= 2) return;
    this.readyState = 3;
    this.#closed();
    this.onclose?.({ wasClean: false, code: 1006, reason: '' });
  }

  #later(run: () => void, times = 1): void {
    if (this.isLost) return;
    this.#time.environment.setTimeout(() => {
      if (!this.isLost) run();
    }, this.#latency() * times);
  }
}
