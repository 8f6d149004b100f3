/**
 * Fills a system as its operator and its sensors would, and writes down what it then says.
 *
 * node seed.mjs BASE_URL TOKENS.json > expected.json      TOKENS.json: {viewer, sensor, operator, admin, limited}
 */
import { readFileSync } from 'node:fs';

const [base, tokenFile] = process.argv.slice(2);
const tokens = JSON.parse(readFileSync(tokenFile, 'utf8'));
const minute = 60_000;
const start = Math.floor(Date.now() / minute) * minute - 300 * minute;

async function call(method, path, body, token = tokens.operator) {
    const answer = await fetch(`${base}/api/v1/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return { json: text ? JSON.parse(text) : undefined, tag: answer.headers.get('etag') };
}

const at = minutes => new Date(start + minutes * minute).toISOString();
const sent = [];

/** Sends readings of one level, 100 at a time, and requires that all are accepted. */
async function report(location, level, readings) {
    for (let i = 0; i < readings.length; i += 100) {
        const batch = readings.slice(i, i + 100);
        const { json } = await call('POST', `locations/${location}/levels/${level}/readings`, { readings: batch }, tokens.sensor);
        const other = json.results.find(result => result.outcome !== 'accepted');
        if (other) throw new Error(`${location}/${level}: ${JSON.stringify(other)}`);
    }
    sent.push({ location, level, readings });
}

await call('PUT', 'locations/old-mall', {
    name: 'Old Mall',
    timeZone: 'Asia/Jakarta',
    address: 'Jl. Lama 1, Surabaya',
    position: { latitude: -7.2891, longitude: 112.6756 },
});
await call('PUT', 'locations/plain', { name: 'Plain' });
const levels = {
    'old-mall/gates': { name: 'Gates', counting: 'gates', capacity: { standard: 150, disabled: 4 }, outOfService: { standard: 2 }, heightLimit: 2.1 },
    'old-mall/spots': { name: 'Spots', counting: 'spots', capacity: { standard: 10, ev: 2 } },
    'old-mall/counter': { name: 'Counter', counting: 'count', capacity: { standard: 80 }, thresholds: { almostFull: 0.8, almostFullDown: 0.75, full: 1, fullDown: 0.97 } },
    'old-mall/shut': { name: 'Shut', counting: 'gates', capacity: { standard: 20 }, closed: true, closedReason: 'Repairs' },
    'old-mall/removed': { name: 'Removed', counting: 'gates', capacity: { standard: 20 } },
    'plain/ground': { name: 'Ground', counting: 'gates', capacity: { standard: 40 }, openingHours: 'Mo-Su 00:00-24:00' },
};
for (const [key, settings] of Object.entries(levels)) {
    const [location, level] = key.split('/');
    await call('PUT', `locations/${location}/levels/${level}`, settings);
}

const gate = (id, sensorId, minutes, kind, more) => ({ id, sensorId, at: at(minutes), kind, ...more });
await report('old-mall', 'gates', Array.from({ length: 240 }, (_, i) => gate(`g${i}`, `gate-${i % 2}`, i, i % 4 === 3 ? 'exit' : 'entry')));
await report('old-mall', 'spots', Array.from({ length: 12 }, (_, i) =>
    gate(`s${i}`, `spot-${i}`, 10 + i, 'spot', { spotId: `A${i}`, occupied: i % 3 !== 0, spotType: i < 10 ? 'standard' : 'ev', battery: 90 - i })));
await report('old-mall', 'counter', Array.from({ length: 60 }, (_, i) => gate(`c${i}`, 'counter', 4 * i, 'count', { occupied: (i * 7) % 80 })));
await report('old-mall', 'removed', Array.from({ length: 20 }, (_, i) => gate(`r${i}`, 'gate-r', i, 'entry')));
await report('plain', 'ground', Array.from({ length: 30 }, (_, i) => gate(`p${i}`, 'gate-p', i, 'entry', { count: 1 })));
await call('POST', 'locations/old-mall/levels/gates/corrections', { id: 'walk-1', occupied: 101, reason: 'Walked through' });
await report('old-mall', 'gates', [gate('after', 'gate-0', 299, 'entry')]);
await call('POST', 'locations/plain/levels/ground/corrections', { id: 'walk-2', occupied: 25, reason: 'Counted by hand' });
const removed = (await call('GET', 'locations/old-mall/levels/removed')).json;
await call('DELETE', 'locations/old-mall/levels/removed');

// History is stored a little later than the readings that it is made of.
const range = `from=${at(0)}&to=${at(360)}&step=10m`;
const history = async (location, level) => (await call('GET', `locations/${location}/levels/${level}/history?${range}`)).json.buckets;
for (const stop = Date.now() + 30_000; (await history('old-mall', 'gates')).length < 24 || (await history('old-mall', 'removed')).length < 2; ) {
    if (Date.now() > stop) throw new Error('The history does not come.');
    await new Promise(next => setTimeout(next, 250));
}

const known = [];
for (const key of Object.keys(levels).filter(key => key !== 'old-mall/removed')) {
    const [location, level] = key.split('/');
    const path = `locations/${location}/levels/${level}`;
    const settings = await call('GET', `${path}/settings`);
    known.push({
        location,
        level,
        status: (await call('GET', path)).json,
        settings: settings.json,
        tag: settings.tag,
        corrections: (await call('GET', `${path}/corrections`)).json,
        history: await history(location, level),
        sensors: (await call('GET', `${path}/sensors`)).json.sensors,
    });
}

const locations = [];
for (const id of ['old-mall', 'plain']) locations.push({ id, ...(await call('GET', `locations/${id}/settings`)) });
console.log(JSON.stringify({ range, locations, levels: known, removed: { status: removed, history: await history('old-mall', 'removed') }, sent }, null, 1));
