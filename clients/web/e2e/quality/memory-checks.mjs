/** The memory of a page that plays cameras. */
import { readFile } from 'node:fs/promises';
import { check, eventually, open, require } from '../support.mjs';

/** Two cameras play side by side here. */
const location = 'pakuwon-basement';
const cameras = 2;

/** In the page: counts what is made and given back. */
function count() {
    globalThis.held = { urls: 0, bitmaps: 0, pictures: 0 };
    const { held } = globalThis;
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (...values) => (held.urls++, createObjectURL.apply(URL, values));
    URL.revokeObjectURL = (...values) => (held.urls--, revokeObjectURL.apply(URL, values));
    const make = globalThis.createImageBitmap;
    globalThis.createImageBitmap = async (...values) => {
        const bitmap = await make(...values);
        held.bitmaps++;
        held.pictures++;
        return bitmap;
    };
    const { close } = ImageBitmap.prototype;
    ImageBitmap.prototype.close = function () {
        held.bitmaps--;
        close.call(this);
    };
}

class Playing {
    /** @param token Of an operator, whose cameras play by themselves and are not stopped two minutes after the last touch. */
    static async begin(browser, at, token) {
        const playing = new Playing();
        playing.page = await open(browser, `#token=${encodeURIComponent(token)}&/${location}`, { at, listen: false, prepare: page => page.addInitScript(count) });
        playing.debug = await playing.page.context().newCDPSession(playing.page);
        await playing.debug.send('Performance.enable');
        await playing.page.locator('.camera').last().scrollIntoViewIfNeeded();
        const tones = () => playing.page.locator('.camera-stage').evaluateAll(stages => stages.map(stage => stage.dataset.tone).join());
        await eventually(tones, text => text === Array(cameras).fill('live').join(), 'two cameras play');
        playing.process = await playing.#renderer(browser);
        return playing;
    }

    /** The page's memory after a garbage collection. */
    async measure() {
        await this.debug.send('HeapProfiler.collectGarbage');
        const { metrics } = await this.debug.send('Performance.getMetrics');
        const metric = name => metrics.find(each => each.name === name).value;
        const rollup = await readFile(`/proc/${this.process}/smaps_rollup`, 'utf8');
        const kilobytes = name => Number(new RegExp(`^${name}: +(\\d+) kB`, 'm').exec(rollup)[1]);
        return {
            heap: metric('JSHeapUsedSize') / 2 ** 20,
            process: (kilobytes('Private_Dirty') + kilobytes('Private_Clean')) / 2 ** 10,
            nodes: metric('Nodes'),
            listeners: metric('JSEventListeners'),
            documents: metric('Documents'),
            ...(await this.page.evaluate(() => globalThis.held)),
        };
    }

    end() {
        return this.page.context().close();
    }

    /** The process of this page: the busiest renderer. */
    async #renderer(browser) {
        const debug = await browser.newBrowserCDPSession();
        const renderers = async () => new Map((await debug.send('SystemInfo.getProcessInfo')).processInfo.filter(({ type }) => type === 'renderer').map(({ id, cpuTime }) => [id, cpuTime]));
        const before = await renderers();
        await this.page.waitForTimeout(3000);
        const used = [...(await renderers())].map(([id, time]) => ({ id, time: time - (before.get(id) ?? time) }));
        used.sort((one, other) => other.time - one.time);
        require(used[0]?.time > 0, 'no renderer works');
        return used[0].id;
    }
}

const words = ({ heap, process, nodes, listeners, urls, bitmaps, pictures }) =>
    `heap ${heap.toFixed(1)} MiB, process ${process.toFixed(0)} MiB, ${nodes} nodes, ${listeners} listeners, ${urls} object URLs, ${bitmaps} bitmaps, ${pictures} pictures`;

/** The short form: what would leak with every picture or number does not grow. */
export async function checkNoLeak(browser, { base, operator }, seconds = 45) {
    await check(`memory: ${seconds} s of two cameras leave no nodes, listeners, object URLs or bitmaps behind`, async () => {
        const playing = await Playing.begin(browser, base, operator);
        try {
            const before = await playing.measure();
            await playing.page.waitForTimeout(seconds * 1000);
            const after = await playing.measure();
            console.log(`# before: ${words(before)}\n# after:  ${words(after)}`);
            require(after.pictures - before.pictures > seconds * 4, 'hardly any pictures came');
            // One picture of each camera may be on its way to the screen; numbers come and go with their animations.
            require(after.bitmaps <= cameras, `${after.bitmaps} bitmaps are open`);
            require(after.urls <= cameras, `${after.urls} object URLs are held`);
            require(after.nodes - before.nodes < 100, `${after.nodes - before.nodes} nodes more`);
            require(after.listeners - before.listeners < 20, `${after.listeners - before.listeners} listeners more`);
            require(after.documents <= before.documents, 'documents grew');
        } finally {
            await playing.end();
        }
    });
}

const median = values => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];

/** The long form: after a minute to settle, the last fifth is within ± 10 % of the first. */
export async function checkFlat(browser, { base, operator }, minutes) {
    await check(`memory: flat (± 10 %) over ${minutes} minutes of two cameras`, async () => {
        const playing = await Playing.begin(browser, base, operator);
        try {
            await playing.page.waitForTimeout(60_000);
            const samples = [];
            const end = performance.now() + minutes * 60_000;
            while (performance.now() < end) {
                samples.push(await playing.measure());
                if (samples.length % 6 === 1) console.log(`# ${words(samples.at(-1))}`);
                await playing.page.waitForTimeout(10_000);
            }
            const fifth = Math.max(1, Math.floor(samples.length / 5));
            require(samples.at(-1).pictures - samples[0].pictures > minutes * 60 * 4, 'hardly any pictures came');
            for (const what of ['heap', 'process']) {
                const first = median(samples.slice(0, fifth).map(sample => sample[what]));
                const last = median(samples.slice(-fifth).map(sample => sample[what]));
                console.log(`# ${what}: ${first.toFixed(1)} → ${last.toFixed(1)} MiB (${(100 * (last / first - 1)).toFixed(1)} %)`);
                require(Math.abs(last / first - 1) <= 0.1, `${what} went from ${first.toFixed(1)} to ${last.toFixed(1)} MiB`);
            }
        } finally {
            await playing.end();
        }
    });
}
