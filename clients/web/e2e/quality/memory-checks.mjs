/** The memory of a page that plays cameras. */
import { check, eventually, open } from '../support.mjs';
import { count, PageMemory } from './page-memory.mjs';

/** Two cameras play side by side here. */
const location = 'pakuwon-basement';
const cameras = 2;

/**
 * Looks at the memory of a page with playing cameras.
 * @param token Of an operator, whose cameras play by themselves and are not stopped two minutes after the last touch.
 */
async function playing(browser, { base, operator }, look) {
    const page = await open(browser, `#token=${encodeURIComponent(operator)}&/${location}`, {
        at: base,
        listen: false,
        prepare: page => page.addInitScript(count),
    });
    try {
        await page.locator('.camera').last().scrollIntoViewIfNeeded();
        const tones = () => page.locator('.camera-stage').evaluateAll(stages => stages.map(stage => stage.dataset.tone).join());
        await eventually(tones, text => text === Array(cameras).fill('live').join(), 'two cameras play');
        await look(await PageMemory.of(browser, page));
    } finally {
        await page.context().close();
    }
}

/** The short form. */
export async function checkNoLeak(browser, world, seconds = 20) {
    await check(`memory: ${seconds} s of two cameras leave no nodes, listeners, object URLs or bitmaps behind`, () =>
        playing(browser, world, memory => memory.requireNoLeak(seconds, cameras)),
    );
}

/** The long form. */
export async function checkFlat(browser, world, minutes) {
    await check(`memory: flat (± 10 %) over ${minutes} minutes of two cameras`, () =>
        playing(browser, world, memory => memory.requireFlat(minutes)),
    );
}
