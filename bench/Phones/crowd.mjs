import { delay, eventually } from './processes.mjs';
import { camera, locations } from './systems.mjs';
import { Worker } from './worker.mjs';

const tokenLocation = 'phones-tokens';
const otherLocations = locations.filter(location => location !== tokenLocation);

/** Pictures a second: enough to see a pause of 200 ms where tokens change, and what two cores can carry elsewhere. */
const tokenFps = 12;
const fps = 4;

/** Lifetime of the other phones' tokens, seconds: they have expired after every sleep of 600 s, and sometimes after one of 60 s. */
const longToken = 300;

const phonesOfProcess = 75;
const awayForNetwork = [1000, 3000];
const longSleep = 600_000;

/** The possible events of a phone, in milliseconds of sleep; the first one keeps its connection. */
export const sleeps = { 'connection kept, 5 s': 5000, 'frozen, 5 s': 5000, 'frozen, 60 s': 60_000, 'frozen, 600 s': longSleep };
export const networkChanged = 'network changed';
export const gatewayKilled = 'gateway killed';

/** The phones of one kind, and what happens to them. */
export class Crowd {
  results = [];
  tokenChanges = [];
  #system;
  #relay;
  #workers = [];
  #phones = [];
  #end;
  #seconds;
  #limit;
  #idle;
  #isKilling = false;
  #isOver = false;
  #returning = 0;
  #kills = [];
  #changes = new Map();

  /**
   * @param count How many phones.
   * @param seconds How long it lasts.
   * @param limit What takes longer than this counts as never, milliseconds.
   */
  constructor(system, { count, seconds, limit, idle, tokenPhones, tokenSeconds, sleepKinds }) {
    Object.assign(this, { kind: system.kind, count, tokenPhones, tokenSeconds, sleepKinds });
    this.#system = system;
    this.#seconds = seconds;
    this.#limit = limit;
    this.#idle = idle;
  }

  /** Starts the phones, and waits until each shows a number and a picture. */
  async start() {
    this.#relay = new Worker('relay.mjs', []);
    for (let first = 0; first < this.count; first += phonesOfProcess) {
      this.#workers.push(new Worker('phones.mjs', [this.#system.kind], message => this.#said(message)));
    }
    for (const location of locations) await this.change(location);
    for (let number = 0; number < this.count; number += 1) {
      const reportsTokens = number < this.tokenPhones;
      const phone = {
        id: `${this.kind}-${number}`,
        worker: this.#workers[number % this.#workers.length],
        location: reportsTokens ? tokenLocation : otherLocations[number % otherLocations.length],
        reportsTokens,
      };
      this.#phones.push(phone);
      const port = await this.#relay.ask('listen', { phone: phone.id, servers: this.#system.ports, first: number % this.#system.ports.length });
      await phone.worker.ask('start', {
        id: phone.id,
        url: `http://127.0.0.1:${port}`,
        location: phone.location,
        camera,
        maxFps: reportsTokens ? tokenFps : fps,
        key: this.#system.key,
        // Not all at once.
        tokenSeconds: reportsTokens ? this.tokenSeconds : longToken - (number % 60),
        reportsTokens,
      });
      await delay(10);
    }
    await eventually(async () => (await Promise.all(this.#workers.map(worker => worker.ask('complete')))).every(Boolean), `${this.kind}: every phone shows something`);
    for (const worker of [...this.#workers, this.#relay]) worker.say('resetDelays');
  }

  /** Changes a number, after those changes that are on their way, and says so to those who check it. */
  change(location) {
    const change = (this.#changes.get(location) ?? Promise.resolve()).then(async () => {
      const truth = await this.#system.change(location);
      for (const worker of this.#workers) worker.say('truth', { location, ...truth });
    });
    this.#changes.set(location, change);
    return change;
  }

  /** Lets things happen to the phones until the time is over. */
  async run(kills) {
    this.#end = Date.now() + this.#seconds * 1000;
    const numbers = [...otherLocations.map(location => this.#changing(location, 1000)), this.#changing(tokenLocation, 200)];
    const sleepers = this.#phones.filter(phone => !phone.reportsTokens);
    const lives = sleepers.map((phone, index) => this.#live(phone, index, sleepers.length));
    const happenings = Promise.all([...lives, this.#killing(kills)]).finally(() => (this.#isOver = true));
    await Promise.all([happenings, ...numbers]);
  }

  async report() {
    const [relay, ...workers] = await Promise.all([this.#relay.ask('report'), ...this.#workers.map(worker => worker.ask('report'))]);
    return { relay, workers };
  }

  async stop() {
    await Promise.all(this.#workers.map(worker => worker.ask('stop')));
    for (const worker of [...this.#workers, this.#relay]) worker.end();
  }

  #said({ tokenChange }) {
    // The pause of a change that a killed gateway fell into says nothing, and after the end no numbers change.
    if (tokenChange.to < this.#end && !this.#kills.some(({ from, to }) => tokenChange.from < to && tokenChange.to > from)) this.tokenChanges.push(tokenChange);
  }

  /** Changes a number until the last phone is back, also when the time is over: one that shows the newest number already waits for the next one. */
  async #changing(location, every) {
    for (let due = Date.now(); Date.now() < this.#end || !this.#isOver; due += every) {
      await delay(Math.max(0, due - Date.now()));
      await this.change(location);
    }
  }

  /** One phone sleeps, changes its network, and is used in between. */
  async #live(phone, index, of) {
    const { sleepKinds } = this;
    const usual = [...sleepKinds.filter(kind => sleeps[kind] < longSleep), networkChanged];
    const long = sleepKinds.find(kind => sleeps[kind] === longSleep);
    // About 2 of 5 sleep long, once, beginning one after the other.
    const isLong = long !== undefined && index % 5 < 2;
    const room = this.#seconds * 1000 - longSleep - 40_000;
    const longAt = this.#end - this.#seconds * 1000 + 5000 + (room * index) / of;
    let hasSlept = !isLong;
    await delay(Math.random() * this.#idle);
    for (let turn = index; ; turn += 1) {
      await this.#gate();
      let kind = usual[turn % usual.length];
      const need = (sleeps[kind] ?? awayForNetwork[1]) + 3000;
      if (!hasSlept && Date.now() + need > longAt) {
        await delay(Math.max(0, longAt - Date.now()));
        await this.#gate();
        kind = long;
        hasSlept = true;
      } else if (Date.now() + need > this.#end) {
        return;
      }
      const result = await (kind === networkChanged ? this.#changeNetwork(phone) : this.#sleep(phone, kind));
      this.results.push(result);
      await delay(this.#idle * (0.5 + Math.random()));
    }
  }

  async #sleep(phone, kind) {
    const isKept = kind.startsWith('connection kept');
    phone.isAway = true;
    await phone.worker.ask('sleep', { phone: phone.id });
    // Gives the messages that the app sent on hiding time to leave.
    await delay(20);
    await this.#relay.ask(isKept ? 'hold' : 'lose', { phone: phone.id });
    await delay(sleeps[kind]);
    return await this.#back(phone, async () => {
      const woken = phone.worker.ask('wake', { phone: phone.id, kind, limit: this.#limit });
      if (isKept) this.#relay.say('release', { phone: phone.id });
      return await woken;
    });
  }

  async #changeNetwork(phone) {
    phone.isAway = true;
    await this.#relay.ask('lose', { phone: phone.id, isOff: true });
    await phone.worker.ask('offline', { phone: phone.id });
    const [least, most] = awayForNetwork;
    await delay(least + Math.random() * (most - least));
    return await this.#back(phone, async () => {
      await this.#relay.ask('on', { phone: phone.id });
      return await phone.worker.ask('online', { phone: phone.id, kind: networkChanged, limit: this.#limit });
    });
  }

  async #back(phone, comeBack) {
    await this.#gate();
    this.#returning += 1;
    try {
      return await comeBack();
    } finally {
      this.#returning -= 1;
      phone.isAway = false;
    }
  }

  /** While a gateway is killed no other phone leaves or comes back, so that each return has one cause. The phones that waited do not come back all at once. */
  async #gate() {
    while (this.#isKilling) {
      while (this.#isKilling) await delay(20);
      await delay(Math.random() * this.#idle);
    }
  }

  async #killing(moments) {
    for (const [turn, moment] of moments.entries()) {
      await delay(Math.max(0, this.#end - this.#seconds * 1000 * (1 - moment) - Date.now()));
      this.#isKilling = true;
      while (this.#returning > 0) await delay(20);
      const startAgain = await this.#kill(turn % this.#system.gatewayCount);
      this.#isKilling = false;
      await startAgain();
    }
  }

  /** Answers with what starts the gateway again; until then new connections go to another one. */
  async #kill(index) {
    const server = this.#system.ports[index];
    const connected = new Set(await this.#relay.ask('connectedTo', { server }));
    const affected = this.#phones.filter(({ id, isAway }) => connected.has(id) && !isAway);
    const kill = { from: Date.now(), to: Infinity };
    this.#kills.push(kill);
    const at = await this.#system.kill(index);
    const returns = affected.map(phone => phone.worker.ask('returned', { phone: phone.id, kind: gatewayKilled, at, limit: this.#limit }));
    await Promise.all(locations.map(location => this.change(location)));
    if (this.#system.gatewayCount > 1) await this.#relay.ask('down', { server });
    this.results.push(...(await Promise.all(returns)));
    return async () => {
      await this.#system.startAgain(index);
      await this.#relay.ask('up', { server });
      kill.to = Date.now();
    };
  }
}
