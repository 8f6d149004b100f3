/** The page opens without a connection, says how old its numbers are, and is never stuck on an old release. */
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, complaints, eventually, open, phone, require } from '../support.mjs';
import { builtPage, System } from './system.mjs';
import { garage } from './world.mjs';

const isLive = page => page.locator('body[data-link="live"]').waitFor();
const shellIsKept = page => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
const kept = (page, storage, key) => page.evaluate(([where, what]) => globalThis[where].getItem(what), [storage, key]);

export async function checkShell(browser, world) {
    await checkInstallable(browser, world);
    await checkOfflineStart(browser, world);
    await checkToken(browser, world);
    await checkPlainHttp(world);
    await checkRelease(browser);
}

async function checkInstallable(browser, world) {
    const page = await open(browser, '', { at: world.base });
    await isLive(page);
    await check('shell: the browser finds nothing that keeps the page from being installed', async () => {
        const debug = await page.context().newCDPSession(page);
        await shellIsKept(page);
        const { manifest, errors } = await debug.send('Page.getAppManifest');
        require(errors.length === 0 && manifest !== undefined, JSON.stringify(errors));
        const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors');
        // A page of an incognito profile is never offered; everything else has to hold.
        const found = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
        require(found.length === 0, JSON.stringify(found));
    });
    await check('shell: it keeps its own files, and nothing of the API or the hubs', async () => {
        const addresses = await page.evaluate(async () => {
            await fetch('api/v1/locations');
            await fetch('health/ready');
            const names = await caches.keys();
            const lists = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
            return lists.flat().map(({ url }) => new URL(url).pathname);
        });
        require(addresses.includes('/') && addresses.some(path => /^\/assets\/index-.*\.js$/.test(path)), addresses.join(', '));
        const others = addresses.filter(path => !/^\/(assets\/.+|icon\.svg|manifest\.webmanifest)?$/.test(path));
        require(others.length === 0, `it also keeps ${others.join(', ')}`);
    });
    await check('shell: where it works the foot of the page says nothing', async () => require(await page.locator('.foot').isHidden(), 'the foot is shown'));
    await page.context().close();
}

async function checkOfflineStart(browser, world) {
    const page = await open(browser, `#/${garage}`, { viewport: phone, at: world.base, listen: false });
    await isLive(page);
    await shellIsKept(page);
    await eventually(() => kept(page, 'localStorage', 'live-parking.numbers'), text => text?.includes(garage), 'the kept numbers');
    const before = await page.locator('[data-level="roomy"] .level-free').textContent();
    world.goAway();
    try {
        await check('offline: the page opens with the last known numbers, each with its age and none as current', async () => {
            await page.reload();
            const card = page.locator('[data-level="roomy"]');
            await page.locator('.location[data-kept]').waitFor();
            require((await card.locator('.level-free').textContent()) === before, 'the number is another one');
            const chips = await page.locator('.location .chip:visible').allTextContents();
            require(chips.length > 1 && chips.every(text => /^(\d+ (s|min) ago|just now)$/.test(text)), `the chips say ${chips.join(', ')}`);
            const words = await page.locator('.location').innerText();
            require(words.includes('last known numbers') && !/updated|Best now/.test(words), words);
            require(!(await page.title()).includes('free'), `the title is ${await page.title()}`);
            await page.getByText('These are the last known numbers').waitFor();
            await eventually(() => card.locator('.level-free').evaluate(element => Number(getComputedStyle(element).opacity)), value => value < 0.9, 'the number looks old');
            require((await page.locator('[data-reading]').count()) === 0, 'an operator’s controls are offered');
        });
        await check('offline: the age goes on', async () => {
            const age = async () => (await page.locator('.sign .chip').textContent()) ?? '';
            const first = await age();
            await eventually(age, text => text !== first && text !== 'just now', 'another age');
        });
        await check('offline: the list tells the age of each location', async () => {
            await page.goto(`${world.base}/#/`);
            const items = page.locator('.location-item');
            await items.first().waitFor();
            const words = await items.locator('.chip').allTextContents();
            require(words.length === 4 && words.every(text => /ago$|^just now$/.test(text)), words.join(', '));
        });
    } finally {
        await world.comeBack();
    }
    await check('offline: it is live as soon as the link is there', async () => {
        await page.goto(`${world.base}/#/${garage}`);
        await isLive(page);
        await page.locator('.location:not([data-kept]) [data-level="roomy"]').waitFor();
        await page.locator('[data-kept]').first().waitFor({ state: 'detached' });
        require(!(await page.locator('[data-banner="lost"]').isVisible()), 'the banner is still shown');
    });
    await page.context().close();
}

async function checkToken(browser, world) {
    const page = await open(browser, `#token=${encodeURIComponent(world.operator)}&/${garage}`, { at: world.base, listen: false });
    await check('offline: what a token showed is kept for the tab only, and leaving clears it', async () => {
        await isLive(page);
        await page.locator('[data-reading]').first().waitFor();
        await eventually(() => kept(page, 'sessionStorage', 'live-parking.numbers-of-token'), text => text?.includes(garage), 'the numbers of the tab');
        require((await kept(page, 'localStorage', 'live-parking.numbers')) === null, 'what a token showed is in the browser’s storage');
        await page.locator('.role-leave').click();
        require((await kept(page, 'sessionStorage', 'live-parking.numbers-of-token')) === null, 'what the token showed is still kept');
    });
    await page.context().close();
}

/** A name that is not localhost, and leads to this machine: the case of a phone on the local network. */
async function checkPlainHttp(world) {
    const { chromium } = await import('playwright-core');
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--host-resolver-rules=MAP parking.test 127.0.0.1'],
    });
    const before = complaints.length;
    try {
        const page = await open(browser, `#/${garage}`, { viewport: phone, at: world.base.replace('localhost', 'parking.test') });
        await check('plain HTTP beyond localhost: no shell, and the page says why in one sentence', async () => {
            await isLive(page);
            require(!(await page.evaluate(() => isSecureContext)), 'the browser calls it secure');
            await page.locator('.foot').getByText('Without HTTPS this page can’t be installed and does not open offline.').waitFor();
            require(await page.evaluate(() => !('serviceWorker' in navigator)), 'there are service workers');
            require(complaints.length === before, complaints.slice(before).join('\n'));
        });
    } finally {
        await browser.close();
    }
}

/** Makes of a built page another release: the names of its files change with their content, as a build does it. */
async function release(folder, number) {
    const assets = join(folder, 'assets');
    const old = (await readdir(assets)).find(file => /^index-.*\.js$/.test(file));
    const name = `index-release${number}.js`;
    await rename(join(assets, old), join(assets, name));
    await writeFile(join(assets, name), `${await readFile(join(assets, name), 'utf8')}\ndocument.documentElement.dataset.release = '${number}';\n`);
    for (const file of ['index.html', 'service-worker.js']) {
        const text = await readFile(join(folder, file), 'utf8');
        require(text.includes(old), `${file} does not name ${old}`);
        await writeFile(join(folder, file), text.replaceAll(old, name).replace(/"?release"?:"\w+"/, `release:"release${number}"`));
    }
}

async function checkRelease(browser) {
    const folder = await mkdtemp(join(tmpdir(), 'live-parking-page-'));
    await cp(builtPage, folder, { recursive: true });
    const system = await System.start([], { page: folder });
    try {
        await release(folder, 1);
        const page = await open(browser, '', { at: system.base, listen: false });
        const number = () => page.evaluate(() => document.documentElement.dataset.release);
        /** The releases that are kept, once the newest worker is at work. */
        const releases = () =>
            page.evaluate(async () => {
                const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
                const isSettled = installing === null && waiting === null && active?.state === 'activated';
                return isSettled ? (await caches.keys()).map(name => name.split(' ').at(-1)) : [];
            });
        await isLive(page);
        await shellIsKept(page);
        await eventually(releases, names => names.includes('release1'), 'the first release is kept');
        await check('release: a new one is taken at the next load, and then opens offline too', async () => {
            await release(folder, 2);
            await page.reload();
            require((await number()) === '2', `release ${await number()} is shown`);
            await eventually(releases, names => names.includes('release2'), 'the second release is kept');
            await release(folder, 3);
            await page.reload();
            require((await number()) === '3', `release ${await number()} is shown`);
            // The one before stays for pages that are still open; no more.
            await eventually(releases, names => names.join() === 'release2,release3', 'two releases are kept');
        });
        await check('release: a system that has stopped does not take the page away', async () => {
            await system.stop();
            await page.reload();
            require((await number()) === '3', `release ${await number()} is shown`);
            await page.getByText('last known numbers').first().waitFor();
        });
        await page.context().close();
    } finally {
        await system.stop();
        await rm(folder, { recursive: true, force: true });
    }
}
