/**
 * Timers that stop while their phone sleeps. Every phone runs in a separate asynchronous context, and everything started there (a client and all
 * its sockets) keeps that context, so that one process can freeze one phone of many. Import it before any client.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const context = new AsyncLocalStorage();
const native = { setTimeout, clearTimeout, setInterval, clearInterval };

/** The timers of one phone. */
export class PhoneTimers {
  #isFrozen = false;
  #overdue = [];

  /** Runs something as this phone. */
  run(work) {
    return context.run(this, work);
  }

  /** From now on no timer goes off. */
  freeze() {
    this.#isFrozen = true;
  }

  /** Timers that became due during the sleep fire now, the oldest first. */
  thaw() {
    this.#isFrozen = false;
    for (const timer of this.#overdue.splice(0).sort((one, other) => one.due - other.due)) {
      setImmediate(() => this.goOff(timer));
    }
  }

  goOff(timer) {
    if (timer.isCleared) return;
    if (this.#isFrozen) {
      if (!this.#overdue.includes(timer)) this.#overdue.push(timer);
      return;
    }
    this.run(timer.call);
  }
}

class Timer {
  isCleared = false;

  constructor(owner, call, milliseconds, start) {
    this.call = call;
    this.due = performance.now() + milliseconds;
    this.handle = start(() => owner.goOff(this), milliseconds);
  }

  ref() {
    this.handle.ref();
    return this;
  }

  unref() {
    this.handle.unref();
    return this;
  }

  hasRef() {
    return this.handle.hasRef();
  }

  refresh() {
    this.handle.refresh();
    return this;
  }

  clear() {
    this.isCleared = true;
    native.clearTimeout(this.handle);
  }
}

function freezable(start) {
  return (call, milliseconds = 0, ...given) => {
    const owner = context.getStore();
    return owner === undefined ? start(call, milliseconds, ...given) : new Timer(owner, () => call(...given), milliseconds, start);
  };
}

function clear(timer) {
  if (timer instanceof Timer) timer.clear();
  else native.clearTimeout(timer);
}

globalThis.setTimeout = freezable(native.setTimeout);
globalThis.setInterval = freezable(native.setInterval);
globalThis.clearTimeout = clear;
globalThis.clearInterval = clear;

// All phones share what `fetch` works with, and its timers.
const { fetch } = globalThis;
globalThis.fetch = (...given) => context.exit(() => fetch(...given));

// Socket.IO's client listens to the browser's `offline`: here each phone has its own.
const listeners = [];

globalThis.addEventListener = (event, listener) => {
  const owner = context.getStore();
  if (event === 'offline' && owner !== undefined) listeners.push({ owner, listener });
};

globalThis.removeEventListener = (event, listener) => {
  const index = listeners.findIndex(each => each.listener === listener);
  if (index >= 0) listeners.splice(index, 1);
};

/** The browser says `offline` to what a phone runs. */
export function dispatchOffline(timers) {
  for (const each of listeners.filter(({ owner }) => owner === timers)) timers.run(() => each.listener());
}
