/** The memory of a page that plays cameras: what it holds, and whether that grows. */
import { readFile } from 'node:fs/promises';
import { require } from '../support.mjs';

/** In the page: counts what is made and given back. */
export function count() {
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

export class PageMemory {
    /** @param page One that has begun with {@link count} as its first script, and plays cameras. */
    static async of(browser, page) {
        const memory = new PageMemory();
        memory.page = page;
        memory.debug = await page.context().newCDPSession(page);
        await memory.debug.send('Performance.enable');
        memory.process = await memory.#renderer(browser);
        return memory;
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

    /**
     * What would leak with every picture or number does not grow.
     * @param cameras How many play: one picture of each may be on its way to the screen; numbers come and go with their animations.
     */
    async requireNoLeak(seconds, cameras) {
        const before = await this.measure();
        await this.page.waitForTimeout(seconds * 1000);
        const after = await this.measure();
        console.log(`# before: ${words(before)}\n# after:  ${words(after)}`);
        require(after.pictures - before.pictures > seconds * 4, 'hardly any pictures came');
        require(after.bitmaps <= cameras, `${after.bitmaps} bitmaps are open`);
        require(after.urls <= cameras, `${after.urls} object URLs are held`);
        require(after.nodes - before.nodes < 100, `${after.nodes - before.nodes} nodes more`);
        require(after.listeners - before.listeners < 20, `${after.listeners - before.listeners} listeners more`);
        require(after.documents <= before.documents, 'documents grew');
    }

    /** After a minute to settle, the last fifth is within ± 10 % of the first. */
    async requireFlat(minutes) {
        await this.page.waitForTimeout(60_000);
        const samples = [];
        const end = performance.now() + minutes * 60_000;
        while (performance.now() < end) {
            samples.push(await this.measure());
            if (samples.length % 6 === 1) console.log(`# ${words(samples.at(-1))}`);
            await this.page.waitForTimeout(10_000);
        }
        const fifth = Math.max(1, Math.floor(samples.length / 5));
        require(samples.at(-1).pictures - samples[0].pictures > minutes * 60 * 4, 'hardly any pictures came');
        for (const what of ['heap', 'process']) {
            const first = median(samples.slice(0, fifth).map(sample => sample[what]));
            const last = median(samples.slice(-fifth).map(sample => sample[what]));
            console.log(`# ${what}: ${first.toFixed(1)} → ${last.toFixed(1)} MiB (${(100 * (last / first - 1)).toFixed(1)} %)`);
            require(Math.abs(last / first - 1) <= 0.1, `${what} went from ${first.toFixed(1)} to ${last.toFixed(1)} MiB`);
        }
    }

    /** The process of this page: the busiest renderer. */
    async #renderer(browser) {
        const debug = await browser.newBrowserCDPSession();
        const renderers = async () =>
            new Map(
                (await debug.send('SystemInfo.getProcessInfo')).processInfo
                    .filter(({ type }) => type === 'renderer')
                    .map(({ id, cpuTime }) => [id, cpuTime]),
            );
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

const median = values => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
