import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, require } from '../../web/e2e/support.mjs';
import { System } from '../../web/e2e/quality/system.mjs';
import { MjpegCamera } from '../../web/e2e/mjpeg-camera.mjs';
import { serveApp } from './serve-app.mjs';

/** A location of the tests: levels of every kind, and cameras of which one can die. */
export const mall = 'mall-garage';

/** The app on a web server, and a system with the demo site and the mall. */
export class World {
    /** Starts it all; {@link end} ends what has begun. */
    async begin() {
        this.app = await serveApp();
        this.camera = new MjpegCamera();
        this.folder = await mkdtemp(join(tmpdir(), 'live-parking-'));
        const cameras = [
            { id: 'mall-ramp', name: 'Ramp', location: mall, level: 'busy', source: await this.camera.start(), public: true },
            { id: 'mall-office', name: 'Office', location: mall, level: 'busy', source: 'demo:staff' },
        ];
        await writeFile(join(this.folder, 'cameras.json'), JSON.stringify({ cameras }));
        this.system = await System.start(['--cameras', join(this.folder, 'cameras.json')], { page: this.folder });
        this.operator = await this.system.token('--role', 'operator');
        await this.#makeMall();
        this.camera.pictures = await this.#twoPictures();
        // As people type it.
        this.server = this.system.base.replace('http://', '');
    }

    /** Cars enter a level of the mall. */
    async enter(level, count = 1) {
        const reading = { id: crypto.randomUUID(), sensorId: 'gate', at: new Date().toISOString(), kind: 'entry', count };
        const { results, status } = await this.system.send(this.operator, 'POST', `locations/${mall}/levels/${level}/readings`, {
            readings: [reading],
        });
        require(results[0].outcome === 'accepted', `the reading is ${results[0].outcome}`);
        return status.spots.available;
    }

    async end() {
        this.app?.stop();
        this.camera?.stop();
        await this.system?.stop();
        if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    }

    async #makeMall() {
        const put = (path, settings) => this.system.send(this.operator, 'PUT', `locations/${mall}${path}`, settings);
        const level = (name, more) => ({ name, counting: 'gates', capacity: { standard: 1200 }, ...more });
        await put('', {
            name: 'Mall Garage',
            address: 'Jl. Basuki Rahmat 8, Surabaya',
            timeZone: 'Asia/Jakarta',
            openingHours: 'Mo-Su 00:00-24:00',
            position: { latitude: -7.2625, longitude: 112.7405 },
        });
        await put('/levels/busy', level('Level 1', { heightLimit: 2.1 }));
        await put(
            '/levels/types',
            level('Level 2', { counting: 'spots', capacity: { standard: 40, disabled: 4, ev: 8, family: 6 }, heightLimit: 2.4 }),
        );
        await put('/levels/late', level('Level 3', { capacity: { standard: 100 } }));
        await put('/levels/small', level('Mezzanine', { capacity: { standard: 30 } }));
        await put('/levels/closed', level('Roof', { closed: true, closedReason: 'Repainting' }));
        await this.enter('busy', 640);
        await this.enter('late', 94);
        await this.enter('small', 30);
        const spot = (spotType, number, occupied) => ({
            id: crypto.randomUUID(),
            sensorId: `${spotType}-${number}`,
            at: new Date().toISOString(),
            kind: 'spot',
            spotId: `${spotType}-${number}`,
            spotType,
            occupied,
        });
        const counts = { standard: 40, disabled: 4, ev: 8, family: 6 };
        const readings = Object.entries(counts).flatMap(([type, count]) =>
            Array.from({ length: count }, (_, number) => spot(type, number, number % 3 === 0)),
        );
        await this.system.send(this.operator, 'POST', `locations/${mall}/levels/types/readings`, { readings });
    }

    /** Pictures of two cameras of the demo: whoever gets them in turns sees a scene that is never still, of which all pictures are sent. */
    async #twoPictures() {
        const { cameras } = await this.system.send(this.operator, 'GET', 'locations/pakuwon-basement');
        const pictureOf = ({ id }) =>
            eventually(
                async () => {
                    const answer = await fetch(`${this.system.base}/api/v1/cameras/${id}/snapshot.jpg?quality=medium`);
                    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
                },
                Buffer.isBuffer,
                `a picture of ${id}`,
            );
        return Promise.all(cameras.slice(0, 2).map(pictureOf));
    }
}
