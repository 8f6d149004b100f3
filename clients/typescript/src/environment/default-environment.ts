import type { Environment, Fetch, Timer, WebSocketConstructor } from './environment.ts';

/** The features that an engine may or may not offer. */
interface EngineGlobals {
  readonly performance?: { now(): number };
  readonly setTimeout: (run: () => void, milliseconds: number) => Timer;
  readonly clearTimeout: (timer: Timer) => void;
  readonly fetch?: Fetch;
  readonly WebSocket?: WebSocketConstructor;
  readonly process?: { readonly release?: { readonly name?: string } };
}

/** The features of this engine. Every global is looked up when it is used, so that a global which an app replaces later is used too. */
export function defaultEnvironment(): Environment {
  const engine = globalThis as unknown as EngineGlobals;
  const isNode = engine.process?.release?.name === 'node';
  const own = engine.WebSocket;
  return {
    now: () => Date.now(),
    monotonic: () => engine.performance?.now() ?? Date.now(),
    random: () => Math.random(),
    setTimeout: (run, milliseconds) => engine.setTimeout(run, milliseconds),
    clearTimeout: timer => engine.clearTimeout(timer),
    fetch: (url, request) =>
      engine.fetch === undefined ? Promise.reject(new Error('This engine has no fetch; hand one in.')) : engine.fetch(url, request),
    // Node's own WebSocket can't send the token in a header; SignalR's can.
    ...(own === undefined || isNode ? {} : { WebSocket: own }),
  };
}
