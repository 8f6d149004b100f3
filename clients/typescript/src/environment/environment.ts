/** The return value of the engine's `setTimeout`. */
export type Timer = unknown;

/** A response to an HTTP request, as far as the client reads it. A `Response` of `fetch` fits. */
export interface HttpResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A request of the client over HTTP. */
export interface HttpRequestInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | ArrayBuffer;
  readonly cache?: 'no-store';
}

/** `fetch`, as far as the client uses it. */
export type Fetch = (url: string, request: HttpRequestInit) => Promise<HttpResponse>;

/** The constructor of a WebSocket: that of browsers and React Native, or of the package `ws`. */
export interface WebSocketConstructor {
  readonly OPEN: number;
  new (url: string, protocols?: string | string[], options?: unknown): unknown;
}

/**
 * The client's requirements of its engine. An app leaves it out; a test injects its own time and network, and an app on an
 * engine without one of these injects the missing feature.
 */
export interface Environment {
  /** The wall clock, Unix milliseconds. It may be wrong and may be set. */
  readonly now: () => number;
  /** A clock that never goes back, milliseconds. It may stop while the device sleeps. */
  readonly monotonic: () => number;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly setTimeout: (run: () => void, milliseconds: number) => Timer;
  readonly clearTimeout: (timer: Timer) => void;
  readonly fetch: Fetch;
  /** Nothing on Node, where SignalR brings its own. */
  readonly WebSocket?: WebSocketConstructor;
}
