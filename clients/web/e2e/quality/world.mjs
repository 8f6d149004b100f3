/** The systems of the quality checks: one with the demo site, a garage and faulty cameras, behind a relay, and an empty one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Relay } from '../../../typescript/e2e/relay.mjs';
import { eventually, require } from '../support.mjs';
import { MjpegCamera } from '../mjpeg-camera.mjs';
import { System } from './system.mjs';

/** The location with troubled cameras, of the demo. */
export const troubled = 'city-hospital';
/** The location of a level whose sensors are silent, beside one that is counted. */
export const garage = 'quality-garage';

export class World {
    /** Starts it all; {@link end} ends what has begun. */
    async begin() {
        this.still = new MjpegCamera();
        this.folder = await mkdtemp(join(tmpdir(), 'live-parking-'));
        const camera = (id, name, more) => ({ id, name, location: troubled, level: 'staff', ...more });
        const cameras = [
            camera('hung', 'Staff, exit', { source: await this.still.start(), frozenAfter: 2, public: true }),
            camera('unplugged', 'Staff, stairs', { source: 'http://127.0.0.1:9/video.mjpg', public: true }),
            camera('private', 'Staff, office', { source: 'demo:staff' }),
        ];
        await writeFile(join(this.folder, 'cameras.json'), JSON.stringify({ cameras }));
        this.system = await System.start(['--cameras', join(this.folder, 'cameras.json')]);
        this.empty = await System.start(['--no-demo']);
        this.operator = await this.system.token('--role', 'operator');
        this.relay = new Relay();
        this.base = (await this.relay.start(this.system.base)).replace('127.0.0.1', 'localhost');
        this.still.pictures = [await this.#snapshot('hospital-visitors')];
        await this.#makeGarage();
    }

    /** Sets the number of cars on a level of the garage, as an operator does who counted them. */
    correct(level, occupied) {
        return this.system.send(this.operator, 'POST', `locations/${garage}/levels/${level}/corrections`, {
            id: crypto.randomUUID(),
            occupied,
            reason: 'Counted by hand',
        });
    }

    /** Readings of a level of the garage, as its sensors would send them. */
    report(level, ...readings) {
        const at = new Date().toISOString();
        return this.system.send(this.operator, 'POST', `locations/${garage}/levels/${level}/readings`, {
            readings: readings.map(reading => ({ id: crypto.randomUUID(), sensorId: 'quality', at, ...reading })),
        });
    }

    /** The system is away: connections break and new ones are refused. */
    goAway() {
        this.relay.stop();
    }

    async comeBack() {
        await this.relay.start(this.system.base);
    }

    /** Ends what has begun. */
    async end() {
        this.relay?.stop();
        this.still?.stop();
        await Promise.all([this.system?.stop(), this.empty?.stop()]);
        if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    }

    async #snapshot(camera) {
        const ask = async () => {
            const answer = await fetch(`${this.system.base}/api/v1/cameras/${camera}/snapshot.jpg?quality=medium`);
            return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
        };
        const picture = await eventually(ask, Buffer.isBuffer, `a picture of ${camera}`);
        require(picture.length > 1000, 'the picture is empty');
        return picture;
    }

    async #makeGarage() {
        const put = (path, settings) => this.system.send(this.operator, 'PUT', `locations/${garage}${path}`, settings);
        const level = (name, more) => ({ name, counting: 'gates', capacity: { standard: 1200 }, ...more });
        await put('', { name: 'Mall Garage' });
        await put('/levels/busy', level('Level 1'));
        await put('/levels/small', level('Mezzanine', { capacity: { standard: 30 } }));
        await put('/levels/roomy', level('Level 2', { heightLimit: 2.1 }));
        await put('/levels/quiet', level('Level 3', { counting: 'count', silentAfter: 2 }));
        await put('/levels/closed', level('Roof', { closed: true, closedReason: 'Flooded' }));
        await this.report('busy', { kind: 'entry', count: 600 });
        await this.report('small', { kind: 'entry', count: 10 });
        await this.report('roomy', { kind: 'entry', count: 100 });
        await this.report('quiet', { kind: 'count', occupied: 900 });
    }
}
