/** Brings the page into each of its states, and looks: axe, width, a picture. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { check, desktop, phone, require } from '../support.mjs';
import { faults } from './axe-faults.mjs';
import { states } from './states.mjs';

export const shots = process.env.STATE_SCREENSHOTS ?? fileURLToPath(new URL('../../../../artifacts/screenshots', import.meta.url));

/** By how many pixels the page, or something in it that can't be scrolled by itself, is wider than the screen. */
function excess(page) {
    return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** In the page: waits until what moves for a moment has come to rest; an outline of what is loading never does. */
async function settle() {
    const passing = document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
}

/** Phone and desktop, light and dark. Two of the four find almost every fault; all four are the proof 'States'. */
const allLooks = [
    { name: 'phone-light', viewport: phone, colorScheme: 'light' },
    { name: 'phone-dark', viewport: phone, colorScheme: 'dark' },
    { name: 'desktop-light', viewport: desktop, colorScheme: 'light' },
    { name: 'desktop-dark', viewport: desktop, colorScheme: 'dark' },
];

const looks = process.env.LOOKS === 'all' ? allLooks : [allLooks[0], allLooks[3]];

/** A small phone, as which a window of 720 px counts at 200 %, and a window of 1280 px at 200 %. */
const narrow = [
    { name: '360 px', width: 360 },
    { name: '1280 px at 200 %', width: 640 },
];

export async function checkStates(browser, world) {
    mkdirSync(shots, { recursive: true });
    const wanted = process.env.STATES?.split(',');
    for (const state of states) {
        if (wanted !== undefined && !wanted.includes(state.name)) continue;
        let reached;
        await check(`state ${state.name} is reached`, async () => (reached = await state.reach(browser, world)));
        try {
            if (reached !== undefined) await look(state, reached);
        } finally {
            await reached?.page.context().close();
            await state.leave?.(world);
        }
    }
}

async function look({ name, isShort }, { page, focus }) {
    const found = [];
    // A state that ends by itself gets fewer checks.
    for (const { name: look, viewport, colorScheme } of isShort ? allLooks.slice(0, 2) : looks) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await focus?.scrollIntoViewIfNeeded();
        await page.evaluate(settle);
        await page.screenshot({ path: join(shots, `${name}-${look}.png`) });
        if (viewport !== desktop || colorScheme === 'dark') found.push(...(await faults(page)).map(fault => `${look}: ${fault}`));
    }
    await check(`state ${name}: axe finds nothing serious, light and dark`, async () => require(found.length === 0, found.join('\n')));
    await check(`state ${name}: nothing is wider than the screen at 360 px and 200 %`, async () => {
        for (const { name: size, width } of narrow) {
            await page.setViewportSize({ width, height: 800 });
            const wide = await excess(page);
            if (wide > 0) await page.screenshot({ path: join(shots, `wide-${name}.png`) });
            require(wide === 0, `at ${size} the page is ${wide} px wider than the screen`);
        }
    });
}
