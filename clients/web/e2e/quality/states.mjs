/**
 * Every state of the page that a person can meet. Each entry brings a page into its state, by real processes and a relay that fails as networks do.
 * A new state is one entry here: it is checked by axe, measured for its width and photographed in both colour schemes, on a phone and on a desktop.
 */
import { open, phone, eventually, require } from '../support.mjs';
import { garage, troubled } from './world.mjs';

const live = page => page.locator('body[data-link="live"]').waitFor();
const number = page => page.locator('.level-free').first().waitFor();

/** Opens the page of the world, on a phone. Failures of requests are part of most states, so the console is not listened to. */
async function visit(browser, { base }, fragment, settings = {}) {
    return await open(browser, fragment, { viewport: phone, at: base, listen: false, ...settings });
}

const withToken = (token, fragment) => `#token=${encodeURIComponent(token)}&${fragment}`;

/** A camera whose tile says a word, after it was tapped unless the word is there without. */
async function expectCamera(browser, world, id, word, { isTapped = true, at = troubled, prepare } = {}) {
    const page = await visit(browser, world, `#/${at}`, { prepare });
    const focus = page.locator(`[data-camera="${id}"]`);
    await focus.scrollIntoViewIfNeeded();
    if (isTapped) await focus.locator('.camera-main').click();
    await focus.getByText(word, { exact: true }).filter({ visible: true }).first().waitFor();
    return { page, focus };
}

/** A browser whose reader asked for less data: it says so to the page, and to gateways. */
async function savesData(page) {
    const debug = await page.context().newCDPSession(page);
    await debug.send('Emulation.setDataSaverOverride', { dataSaverEnabled: true });
}

/** Visits once with a live connection, so that the shell and the last numbers are kept. */
async function visitOnce(browser, world, fragment) {
    const page = await visit(browser, world, fragment);
    await live(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await eventually(() => page.evaluate(() => localStorage.getItem('live-parking.numbers')), text => text !== null, 'kept numbers');
    return page;
}

export const states = [
    {
        name: 'loading',
        // The page itself comes from its shell; its requests take longer than any user waits.
        reach: async (browser, world) => {
            const page = await visitOnce(browser, world, `#/${garage}`);
            await page.goto('about:blank');
            world.relay.delay = 30_000;
            await page.addInitScript(() => localStorage.clear());
            await page.goto(`${world.base}/#/${garage}`);
            await page.locator('.sign-skeleton').waitFor();
            return { page };
        },
        leave: world => (world.relay.delay = 0),
        isShort: true,
    },
    { name: 'list', reach: async (browser, world) => ({ page: await visit(browser, world, '#/').then(async page => (await page.locator('[data-location]').first().waitFor(), page)) }) },
    {
        name: 'location',
        reach: async (browser, world) => {
            const page = await visit(browser, world, '#/pakuwon-basement');
            await live(page);
            await number(page);
            return { page };
        },
    },
    {
        name: 'operator',
        reach: async (browser, world) => {
            const page = await visit(browser, world, withToken(world.operator, `/${garage}`));
            await page.locator('[data-level="busy"] .inspection > summary').click();
            await page.locator('[data-level="busy"] .correction-form').waitFor();
            return { page };
        },
    },
    {
        name: 'empty',
        reach: async (browser, world) => {
            const page = await visit(browser, { base: world.empty.base }, '');
            await page.getByText('No location yet').waitFor();
            return { page };
        },
    },
    {
        name: 'unknown-location',
        reach: async (browser, world) => {
            const page = await visit(browser, world, '#/no-such-garage');
            await page.getByText('No such location').waitFor();
            return { page };
        },
    },
    {
        name: 'stale',
        reach: async (browser, world) => {
            const page = await visit(browser, world, `#/${garage}`);
            await live(page);
            const focus = page.locator('[data-level="quiet"]');
            await focus.getByText('Sensors are silent').waitFor();
            return { page, focus };
        },
    },
    {
        name: 'connection-lost',
        reach: async (browser, world) => {
            const page = await visit(browser, world, `#/${garage}`);
            await live(page);
            await number(page);
            world.goAway();
            await page.getByText('Connection lost').first().waitFor();
            return { page };
        },
        leave: world => world.comeBack(),
    },
    {
        name: 'offline',
        reach: async (browser, world) => {
            const page = await visitOnce(browser, world, `#/${garage}`);
            world.goAway();
            await page.reload();
            await page.locator('[data-banner="lost"]:not([hidden])').waitFor();
            await page.locator('.location[data-kept]').waitFor();
            return { page };
        },
        leave: world => world.comeBack(),
    },
    {
        name: 'offline-list',
        reach: async (browser, world) => {
            const page = await visitOnce(browser, world, '#/');
            world.goAway();
            await page.reload();
            await page.locator('[data-banner="lost"]:not([hidden])').waitFor();
            await page.locator('.location-item[data-kept]').first().waitFor();
            return { page };
        },
        leave: world => world.comeBack(),
    },
    {
        name: 'unreachable',
        // The shell is there, and nothing was ever seen.
        reach: async (browser, world) => {
            const page = await visitOnce(browser, world, '');
            world.goAway();
            await page.addInitScript(() => localStorage.clear());
            await page.reload();
            await page.getByText('can’t be reached').first().waitFor();
            return { page };
        },
        leave: world => world.comeBack(),
    },
    {
        name: 'refused',
        // A token of another system: its signature is not one of this system's.
        reach: async (browser, world) => {
            const page = await visit(browser, world, withToken(await world.empty.token('--role', 'operator'), `/${garage}`));
            await page.locator('[data-banner="token"]:not([hidden])').waitFor();
            return { page };
        },
    },
    {
        name: 'token-expired',
        reach: async (browser, world) => {
            const token = await world.system.token('--role', 'operator', '--expires-in', '5s');
            const page = await visit(browser, world, withToken(token, `/${garage}`));
            await page.locator('[data-banner="token"]:not([hidden])').waitFor();
            return { page };
        },
    },
    { name: 'camera-idle', reach: (browser, world) => expectCamera(browser, world, 'pakuwon-upper', 'Tap to watch', { isTapped: false, at: 'pakuwon-basement' }) },
    { name: 'camera-live', reach: (browser, world) => expectCamera(browser, world, 'pakuwon-upper', 'Live', { at: 'pakuwon-basement' }) },
    { name: 'data-saver', reach: (browser, world) => expectCamera(browser, world, 'pakuwon-upper', 'Data saver', { at: 'pakuwon-basement', prepare: savesData }) },
    { name: 'camera-frozen', reach: (browser, world) => expectCamera(browser, world, 'hung', 'Frozen') },
    { name: 'camera-offline', reach: (browser, world) => expectCamera(browser, world, 'unplugged', 'Offline') },
    {
        name: 'camera-forbidden',
        reach: async (browser, world) => {
            const reached = await expectCamera(browser, world, 'private', 'Needs a link', { isTapped: false });
            const buttons = await reached.focus.getByRole('button').count();
            require(buttons === 0, `${buttons} buttons are offered on a camera that is not public`);
            return reached;
        },
    },
];
