/**
 * The client on Node against a running system with the demo site, through a relay that loses connections. It needs the package built.
 * Settings: BASE_URL, and OPERATOR_TOKEN and SECOND_TOKEN, two tokens that may send readings.
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { LiveParkingClient } from '@live-parking/client';
import { base, check, close, eventually, level, location, require, token } from '../../web/e2e/support.mjs';
import { Relay } from './relay.mjs';

const relay = new Relay();
const url = await relay.start(base);

for (const protocol of ['messagepack', 'json']) {
    let current = token;
    const client = new LiveParkingClient({ url, protocol, token: () => current });
    const parking = client.parking(location);
    const camera = client.camera(location);
    const links = [];
    const versions = [];
    const frames = [];
    parking.subscribe(() => {
        const { link, status } = parking.getSnapshot();
        if (links.at(-1) !== link) links.push(link);
        const version = status?.levels.find(each => each.levelId === level)?.version;
        if (version !== undefined && version !== versions.at(-1)) versions.push(version);
    });
    camera.subscribe(() => {
        const { frame } = camera.getSnapshot();
        if (frame !== undefined && frame.sequence !== frames.at(-1)?.sequence)
            frames.push({ sequence: frame.sequence, rung: frame.rung, at: performance.now(), data: frame.data });
    });
    const liveAgain = () => eventually(() => parking.getSnapshot().link, link => link === 'live', 'the link');
    const picture = () => eventually(() => camera.getSnapshot().picture, state => state === 'live', 'the picture');

    await check(`${protocol}: numbers and pictures come, and the rung goes up`, async () => {
        await liveAgain();
        await picture();
        await eventually(() => camera.getSnapshot().rung, rung => rung !== 'low', 'the rung');
        require(frames[0].data instanceof Uint8Array && frames[0].data[0] === 0xff && frames[0].data[1] === 0xd8, 'the picture is no JPEG');
        require(camera.getSnapshot().camera?.locationId === location, 'the camera’s status is missing');
    });

    await check(`${protocol}: the kept picture comes with its age`, async () => {
        const kept = await client.http.keptPicture(location, 'medium');
        require(kept?.data[0] === 0xff && kept.data[1] === 0xd8 && kept.ageMs < 60_000, `the kept picture is ${kept?.ageMs} ms old`);
    });

    await check(`${protocol}: another token takes over: the link stays live and the pictures go on`, async () => {
        links.length = 0;
        const before = frames.length;
        current = process.env.SECOND_TOKEN;
        await client.renewToken();
        await eventually(() => frames.length, count => count > before + 60, 'pictures after the change');
        require(links.every(link => link === 'live'), `the link was ${links.join(', ')}`);
        const gaps = frames.slice(before).map((frame, index) => frame.at - (frames[before + index - 1]?.at ?? frame.at));
        // Which rung a busy machine carries is not this check's business.
        console.log(`# longest pause of the picture ${Math.round(Math.max(...gaps))} ms, rungs ${[...new Set(frames.slice(before).map(({ rung }) => rung))].join(', ')}`);
    });

    await check(`${protocol}: after waking over a connection that was silently lost, the number of a reading made meanwhile is there`, async () => {
        relay.lose();
        const status = await enter();
        const woke = performance.now();
        client.wake();
        await eventually(() => versions.at(-1), version => version >= status.version, 'the version');
        console.log(`# the right number ${Math.round(performance.now() - woke)} ms after waking`);
        await liveAgain();
        const count = frames.length;
        await eventually(() => frames.length, number => number > count, 'a picture after waking');
        console.log(`# a picture ${Math.round(performance.now() - woke)} ms after waking`);
    });

    await check(`${protocol}: a broken connection is reported at once and comes back; nothing went backwards`, async () => {
        links.length = 0;
        relay.cut();
        await eventually(() => links.join(' '), text => /lost.*live$/.test(text), 'the link');
        await picture();
        for (const [index, version] of versions.entries()) require(index === 0 || version > versions[index - 1], `versions ${versions.join(', ')}`);
        for (const [index, frame] of frames.entries())
            require(index === 0 || frame.sequence > frames[index - 1].sequence, `pictures went back at ${frame.sequence}`);
    });
    await client.close();
    require(client.connection.getSnapshot().state === 'closed', 'the client is not closed');
}
relay.stop();
process.exitCode = close() ? 0 : 1;

/** A car comes; answers the level's status after it, by a way that is not lost. */
async function enter() {
    const response = await fetch(`${base}/api/v1/locations/${location}/levels/${level}/readings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ readings: [{ id: crypto.randomUUID(), sensorId: 'wire-test', at: new Date().toISOString(), kind: 'entry' }] }),
    });
    const text = await response.text();
    require(response.ok, text);
    return JSON.parse(text).status;
}
