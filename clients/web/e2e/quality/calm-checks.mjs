/** Numbers that change move nothing else, and a screen reader is not flooded. */
import { check, desktop, eventually, open, phone, require } from '../support.mjs';
import { garage } from './world.mjs';

/** In the page: adds up layout shifts and notes when a live region changes. */
function observe() {
    globalThis.shifts = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            globalThis.shifts.push({ value: entry.value, what: entry.sources?.map(({ node }) => node?.className ?? node?.nodeName).join(', ') ?? '' });
    }).observe({ type: 'layout-shift' });
    const regions = '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"], output';
    globalThis.announcements = [];
    new MutationObserver(changes => {
        const said = changes.filter(({ target }) => {
            const region = (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest(regions);
            return region !== null && region !== undefined && region.textContent.trim() !== '';
        });
        if (said.length > 0) globalThis.announcements.push({ at: performance.now(), text: said.at(-1).target.textContent });
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

const takeShifts = page =>
    page.evaluate(async () => {
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return globalThis.shifts.splice(0);
    });

const free = (page, level) => page.locator(`[data-level="${level}"] .level-free`).textContent();

export async function checkCalm(browser, world) {
    for (const [name, viewport] of [['phone', phone], ['desktop', desktop]]) await checkShift(browser, world, name, viewport);
    await checkAnnouncements(browser, world);
}

async function checkShift(browser, world, name, viewport) {
    const page = await open(browser, `#/${garage}`, { viewport, at: world.base, listen: false });
    await page.locator('body[data-link="live"]').waitFor();
    await page.locator('[data-level="busy"] .level-free').waitFor();
    await page.evaluate(observe);
    await check(`layout (${name}): nothing moves when numbers change, also when they get a digit more`, async () => {
        const changes = [['busy', 1200, [400, 1000, 999, 600, 1001]], ['small', 30, [20, 10, 9, 11, 8, 20]]];
        for (const [level, total, numbers] of changes) {
            for (const available of numbers) {
                await world.correct(level, total - available);
                await eventually(() => free(page, level), text => text === available.toLocaleString('en'), `${available} free`);
            }
        }
        // Ages change during this time too.
        await page.waitForTimeout(3000);
        const shifts = await takeShifts(page);
        require(shifts.length === 0, shifts.map(({ value, what }) => `${value.toFixed(4)}: ${what}`).join('\n'));
    });
    await check(`layout (${name}): a shift would have been seen`, async () => {
        // Shifts soon after a key or a click count as meant; this one follows none.
        await page.evaluate(() => {
            const block = document.createElement('div');
            block.textContent = 'A block that pushes the page down';
            block.style.height = '120px';
            document.getElementById('app').prepend(block);
        });
        await eventually(() => takeShifts(page), shifts => shifts.length > 0, 'the shift');
    });
    await page.context().close();
}

/** Longer than two of the periods in which at most one announcement is allowed, milliseconds. */
const duration = 26_000;
const period = 10_000;

async function checkAnnouncements(browser, world) {
    const page = await open(browser, `#/${garage}`, { at: world.base, listen: false });
    await page.locator('body[data-link="live"]').waitFor();
    await page.locator('[data-level="busy"] .level-free').waitFor();
    await page.evaluate(observe);
    await check('screen reader: at most one announcement in 10 s while numbers and states change quickly', async () => {
        const words = new Set();
        const end = performance.now() + duration;
        for (let turn = 0; performance.now() < end; turn += 1) {
            const occupied = [600, 1200, 1150, 601, 1199][turn % 5];
            await world.correct('busy', occupied);
            words.add(await page.locator('[data-level="busy"] .chip').first().textContent());
            await page.waitForTimeout(150);
        }
        require(words.size > 1, `the state did not change: ${[...words].join(', ')}`);
        const said = await page.evaluate(() => globalThis.announcements);
        console.log(`# ${said.length} announcements in ${duration / 1000} s: ${said.map(({ at, text }) => `${(at / 1000).toFixed(1)} ${text}`).join(' | ')}`);
        require(said.length > 0, 'nothing was announced');
        const tooSoon = said.filter(({ at }, index) => index > 0 && at - said[index - 1].at < period);
        require(tooSoon.length === 0, `announced too soon: ${tooSoon.map(({ text }) => text).join(' | ')}`);
        // The last announcement counts: it must match the final state.
        await eventually(
            async () => [await page.evaluate(() => globalThis.announcements.at(-1).text), await free(page, 'busy')],
            ([text, number]) => text.includes(`${Number(number.replaceAll(',', ''))} free`) || text.includes('full'),
            'the last announcement, and the number',
        );
    });
    await page.context().close();
}
