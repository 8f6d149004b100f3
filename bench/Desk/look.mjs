/**
 * An operator's console in headless Chromium beside a group that changes: how busy its main thread is, whether rows are blank after scrolling, and whether its
 * memory stays flat.
 *
 * node bench/Desk/look.mjs URL TOKEN SECONDS   prints {"busy", "heapBefore", "heapAfter", "scrolls", "blanks", "rows"}: shares and MB
 * CHROMIUM   the browser (/usr/bin/chromium)
 */
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../clients/package.json', import.meta.url))('playwright-core');
const [url, token, seconds] = process.argv.slice(2);
const scrollEveryMs = 2000;
const settleMs = 10_000;

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
const cdp = await page.context().newCDPSession(page);
await cdp.send('Performance.enable');
await page.goto(`${url}operator#token=${encodeURIComponent(token)}`);
await page.locator('.rows-body [role="row"]').first().waitFor({ timeout: 60_000 });
await page.waitForTimeout(settleMs);

const metric = async name => (await cdp.send('Performance.getMetrics')).metrics.find(found => found.name === name).value;
const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage');
    return (await metric('JSHeapUsedSize')) / 2 ** 20;
};

/** Whether a row is at each of some heights of the list, in the second frame after a jump: what an eye sees. */
const scroll = step =>
    page.evaluate(async number => {
        const list = document.querySelector('.rows');
        const room = list.scrollHeight - list.clientHeight;
        list.scrollTop = number % 10 === 9 ? Math.random() * room : Math.min(room, (list.scrollTop + 1500) % room);
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const box = list.getBoundingClientRect();
        const heights = [0.2, 0.4, 0.6, 0.8, 0.95];
        return heights.filter(part => !document.elementFromPoint(box.left + 200, box.top + box.height * part)?.closest('.rows-body [role="row"]')).length;
    }, step);

const heapBefore = await heap();
const [busyBefore, began] = [await metric('TaskDuration'), await metric('Timestamp')];
let [scrolls, blanks] = [0, 0];
while ((await metric('Timestamp')) - began < Number(seconds)) {
    await page.waitForTimeout(scrollEveryMs);
    blanks += await scroll(scrolls);
    scrolls += 1;
}
const busy = ((await metric('TaskDuration')) - busyBefore) / ((await metric('Timestamp')) - began);
const rows = await page.locator('.rows').getAttribute('aria-rowcount');
console.log(JSON.stringify({ busy, heapBefore, heapAfter: await heap(), scrolls, blanks, rows: Number(rows) - 1 }));
await browser.close();
