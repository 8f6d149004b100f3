/** `bench/run phones`: phones that come back, with this system's client package beside stock SignalR and Socket.IO. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { Crowd, gatewayKilled, networkChanged, sleeps } from './crowd.mjs';
import { judge, print, summarise } from './report.mjs';
import { Cluster, socketIoPeer, Standalone, stockPeer } from './systems.mjs';

const { values: options } = parseArgs({
  options: {
    phones: { type: 'string', default: '60' },
    peers: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '900' },
    system: { type: 'string', default: 'cluster' },
    configuration: { type: 'string', default: 'Release' },
    json: { type: 'string' },
    proof: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(`Phones that were frozen, changed their network, lost their gateway or got a new token: how long until the right number and a fresh picture.

  --phones N         phones of ours (60)
  --peers N          phones of each peer, 0 for none (20)
  --seconds N        how long it lasts after all have begun (900). A sleep of 600 s needs 660, one of 60 s 100
  --system NAME      cluster: Redis, two silos and two gateways, one of which is killed and the other one is there (default);
                     standalone: what ./run starts, killed and started again
  --json FILE        writes all figures, and every return
  --proof soak       ends with 'N passed, N failed' for what has to hold: 100 returns of each kind, speed at p99
  --proof short      the same for what has to hold on a busy machine, too: the right number comes, nothing goes backwards`);
  process.exit();
}

const [phones, peerPhones, seconds] = [options.phones, options.peers, options.seconds].map(Number);
const isShort = options.proof === 'short';
const sleepKinds = Object.keys(sleeps).filter(kind => sleeps[kind] < 1000 * (seconds < 100 ? 30 : seconds < 660 ? 100 : Infinity));
const kills = seconds < 300 ? [0.6] : [0.25, 0.5, 0.75, 0.9];
// The waiting time: as long as the peers' clients need to notice a lost connection, and to make their last attempt.
const usual = { seconds, limit: 75_000, idle: isShort ? 3000 : 12_000, tokenSeconds: isShort ? 8 : 30, sleepKinds };

const system = options.system === 'standalone' ? new Standalone(options.configuration) : new Cluster(options.configuration);
await system.start();
const systems = [system];
if (peerPhones > 0) {
  const bytes = await system.pictureBytes();
  const peers = [stockPeer(system.key, bytes), socketIoPeer(system.key, bytes)];
  await Promise.all(peers.map(peer => peer.start()));
  systems.push(...peers);
}

const crowds = systems.map(each => {
  const count = each === system ? phones : peerPhones;
  return new Crowd(each, { ...usual, count, tokenPhones: Math.max(1, Math.min(40, Math.ceil(count / 6))) });
});
for (const crowd of crowds) await crowd.start();
console.error(`All ${crowds.reduce((sum, { count }) => sum + count, 0)} phones show numbers and pictures; ${seconds} s begin.`);

const before = cpus();
await Promise.all(crowds.map(crowd => crowd.run(kills)));
const machine = busyness(before, cpus());

const summaries = [];
for (const crowd of crowds) summaries.push(summarise(crowd, await crowd.report()));
await Promise.all(crowds.map(crowd => crowd.stop()));
await Promise.all(systems.map(each => each.stop()));

print(summaries, machine);
if (options.json !== undefined) {
  const returns = crowds.flatMap(({ kind, results }) => results.map(result => ({ phones: kind, ...result })));
  const tokenChanges = crowds.flatMap(({ kind, tokenChanges: changes }) => changes.map(change => ({ phones: kind, ...change })));
  writeFileSync(options.json, JSON.stringify({ seconds, machine, summaries, returns, tokenChanges }));
}
const kinds = [...sleepKinds, networkChanged, gatewayKilled];
const atLeast = isShort ? 1 : 100;
const holds = options.proof === undefined || judge(summaries[0], { atLeast, kinds, judgesSpeed: !isShort });
process.exit(holds ? 0 : 1);

function busyness(from, to) {
  const sum = (all, pick) => all.reduce((total, { times }) => total + pick(times), 0);
  const whole = times => times.user + times.nice + times.sys + times.idle + times.irq;
  const passed = pick => sum(to, pick) - sum(from, pick);
  return { cores: to.length, busy: 1 - passed(times => times.idle) / passed(whole) };
}
