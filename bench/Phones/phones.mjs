/** A process with many phones of one kind; the benchmark forks it and sends it the events of each phone. */
import { dispatchOffline, PhoneTimers } from './freezable-timers.mjs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Shown } from './shown.mjs';
import { expiryOf, makeToken } from './tokens.mjs';

const kinds = {
  ours: async () => (await import('./phone-ours.mjs')).OurPhone,
  stock: async () => (await import('./phone-stock.mjs')).StockPhone,
  'socket-io': async () => (await import('./phone-socket-io.mjs')).SocketIoPhone,
};

const [kind] = process.argv.slice(2);
const Phone = await kinds[kind]();
const phones = new Map();
const truths = new Map();
const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

const commands = {
  start(spec) {
    const timers = new PhoneTimers();
    const shown = new Shown(truthsOf(spec.location));
    let previous;
    const token = () => {
      const made = makeToken(spec.key, 'viewer', spec.id, spec.tokenSeconds);
      const isChange = previous !== undefined;
      previous = made;
      if (spec.reportsTokens && kind === 'ours' && isChange) reportChange();
      // The peers' clients do not ask before a token ends: the server closes their connection then.
      if (spec.reportsTokens && kind !== 'ours') timers.run(() => setTimeout(reportChange, expiryOf(made) - Date.now()));
      return made;
    };
    const reportChange = async () => {
      const change = await shown.tokenChanges();
      process.send({ tokenChange: { phone: spec.id, ...change } });
    };
    const phone = timers.run(() => new Phone({ ...spec, token, shown, offline: () => dispatchOffline(timers) }));
    phones.set(spec.id, { timers, shown, phone, location: spec.location });
  },

  truth({ location, ...truth }) {
    const list = truthsOf(location);
    list.push(truth);
    if (list.length > 4000) list.splice(0, 2000);
    for (const each of phones.values()) if (each.location === location) each.shown.learned();
  },

  sleep({ phone }) {
    const { timers, phone: app } = phones.get(phone);
    timers.run(() => app.hide());
    // Messages sent on hiding are delivered in this turn, as an operating system allows it.
    setImmediate(() => timers.freeze());
  },

  wake({ phone, kind: cause, limit }) {
    const { timers, phone: app, shown } = phones.get(phone);
    const returned = shown.returned(cause, Date.now(), limit);
    timers.run(() => app.show());
    timers.thaw();
    return returned;
  },

  offline({ phone }) {
    const { timers, phone: app } = phones.get(phone);
    timers.run(() => app.goOffline());
  },

  online({ phone, kind: cause, limit }) {
    const { timers, phone: app, shown } = phones.get(phone);
    const returned = shown.returned(cause, Date.now(), limit);
    timers.run(() => app.goOnline());
    return returned;
  },

  /** Something happened at this time that the phone notices by itself. */
  returned({ phone, kind: cause, at, limit }) {
    return phones.get(phone).shown.returned(cause, at, limit);
  },

  complete() {
    return [...phones.values()].every(({ shown }) => shown.isComplete);
  },

  report() {
    const milliseconds = nanoseconds => Math.round(nanoseconds / 1e5) / 10;
    return {
      kind,
      phones: phones.size,
      backwards: sum(({ shown }) => shown.backwards),
      wrong: sum(({ shown }) => shown.wrong),
      eventLoop: { p50: milliseconds(delays.percentile(50)), p99: milliseconds(delays.percentile(99)), max: milliseconds(delays.max) },
      cpuSeconds: Math.round((process.cpuUsage().user + process.cpuUsage().system) / 1e4) / 100,
    };
  },

  resetDelays() {
    delays.reset();
  },

  async stop() {
    await Promise.all([...phones.values()].map(({ phone, timers }) => timers.run(() => phone.close())));
  },
};

process.on('message', async ({ number, command, argument }) => {
  const answer = await commands[command](argument);
  if (number !== undefined) process.send({ number, answer });
});

// The benchmark is gone.
process.on('disconnect', () => process.exit(0));

function truthsOf(location) {
  if (!truths.has(location)) truths.set(location, []);
  return truths.get(location);
}

function sum(count) {
  return [...phones.values()].reduce((total, each) => total + count(each), 0);
}
