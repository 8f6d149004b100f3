/** What the checks do with the app's screens. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from '../../web/e2e/quality/axe-faults.mjs';
import { check, eventually, phone, require } from '../../web/e2e/support.mjs';

export const shots = process.env.APP_SCREENSHOTS ?? fileURLToPath(new URL('../../../artifacts/app-screenshots', import.meta.url));

/** The browser's errors. */
export const complaints = [];

/** Opens the app on a phone. @param settings What the driver has chosen before. */
export async function openApp(browser, world, { at = '/', settings, locale = 'en-GB', prepare, ...more } = {}) {
    const context = await browser.newContext({ viewport: phone, colorScheme: 'light', locale, ...more });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', error => complaints.push(`exception: ${error.message}`));
    if (settings !== undefined)
        await page.addInitScript(text => {
            if (localStorage.getItem('live-parking.settings') === null) localStorage.setItem('live-parking.settings', text);
        }, JSON.stringify(settings));
    await prepare?.(page);
    await page.goto(`${world.app.address}${at}`);
    return page;
}

/** The settings of a phone that is connected. */
export const connected = world => ({ server: world.system.base });

export const numberOf = (page, id) => page.getByTestId(`free-${id}`).first().textContent();

/** Waits for a number. */
export const numberIs = (page, id, expected, limit) =>
    eventually(
        () => numberOf(page, id),
        text => text === expected.toLocaleString('en-GB'),
        `${id} is ${expected}`,
        limit,
    );

export const badgeOf = (page, camera) => page.getByTestId(`badge-${camera}`).textContent();

/** A hash of the pixels of a camera's picture, and how far they spread. */
export function samplePicture(page, camera) {
    return page.getByTestId(`camera-${camera}`).evaluate(tile => {
        const canvas = tile.querySelector('canvas');
        if (canvas === null || canvas.width < 100) return null;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let [hash, least, most] = [0, 255, 0];
        for (let index = 0; index < data.length; index += 28) {
            hash = (hash * 31 + data[index] + data[index + 1] * 3) | 0;
            least = Math.min(least, data[index + 1]);
            most = Math.max(most, data[index + 1]);
        }
        return { hash, spread: most - least };
    });
}

/** Looks at a screen in light and in dark: axe finds nothing serious, nothing is wider than the phone, and a picture is kept. */
export async function look(page, name) {
    mkdirSync(shots, { recursive: true });
    for (const scheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        await page.screenshot({ path: join(shots, `${name}-${scheme}.png`) });
        await check(`${name}, ${scheme}: axe finds nothing serious, and nothing is wider than the phone`, async () => {
            const found = await faults(page);
            require(found.length === 0, found.join('\n'));
            const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            require(excess <= 0, `the screen is ${excess} px too wide`);
        });
    }
    await page.emulateMedia({ colorScheme: 'light' });
}
