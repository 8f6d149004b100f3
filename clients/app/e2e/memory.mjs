/** The memory of the app while a camera plays. */
import { check, eventually } from '../../web/e2e/support.mjs';
import { count, PageMemory } from '../../web/e2e/quality/page-memory.mjs';
import { badgeOf, connected, openApp } from './screens.mjs';
import { mall } from './world.mjs';

/** Its picture always changes: a still scene sends one in two seconds. */
const camera = 'mall-ramp';

/** @param minutes Over how many it has to be flat (± 10 %); without them the short form: nothing that would leak with every picture grows. */
export async function checkMemory(browser, world, minutes) {
    const name =
        minutes > 0
            ? `memory: flat (± 10 %) over ${minutes} minutes of video`
            : 'memory: video leaves no nodes, listeners, object URLs or bitmaps behind';
    await check(name, async () => {
        const page = await openApp(browser, world, {
            at: `/location/${mall}`,
            settings: connected(world),
            prepare: page => page.addInitScript(count),
        });
        try {
            await page.getByTestId(`camera-${camera}`).getByRole('button').click();
            await eventually(
                () => badgeOf(page, camera),
                words => words === 'Live',
                'the badge says live',
            );
            const memory = await PageMemory.of(browser, page);
            if (minutes > 0) await memory.requireFlat(minutes);
            else await memory.requireNoLeak(12, 1);
        } finally {
            await page.context().close();
        }
    });
}
