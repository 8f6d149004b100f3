/**
 * Drives the page in a real browser against a running system with the demo site, and says what holds.
 *
 * BASE_URL        where the system runs (http://localhost:5000)
 * OPERATOR_TOKEN  a token that may send readings of pakuwon-basement; without it those checks are left out
 * SERVER_PID      the system's process; when given it is stopped (SIGTERM) as the last check
 * SCREENSHOTS     folder for pictures of every state; none are taken without it
 * CHROMIUM        the browser (/usr/bin/chromium)
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = (process.env.BASE_URL ?? 'http://localhost:5000').replace(/\/$/, '');
const token = process.env.OPERATOR_TOKEN;
const serverPid = Number(process.env.SERVER_PID ?? 0);
const folder = process.env.SCREENSHOTS;
const location = 'pakuwon-basement';
const level = 'upper-basement';
/** "Eventually", milliseconds: no check passes or fails by speed. */
const patience = 30_000;
const phone = { width: 390, height: 844 };
const desktop = { width: 1440, height: 900 };

let passed = 0;
let failed = 0;

async function check(name, run) {
    try {
        await run();
        passed += 1;
        console.log(`ok ${passed + failed} - ${name}`);
    } catch (error) {
        failed += 1;
        console.log(
            `not ok ${passed + failed} - ${name}\n  ${String(error?.message ?? error)
                .split('\n')
                .slice(0, 6)
                .join('\n  ')}`,
        );
    }
}

function require(condition, message) {
    if (!condition) throw new Error(message);
}

/** Asks until the answer is good, and fails with what was heard last. */
async function eventually(ask, isGood, what, limit = patience) {
    const end = Date.now() + limit;
    for (;;) {
        const heard = await ask();
        if (isGood(heard)) return heard;
        require(Date.now() < end, `${what}: still ${JSON.stringify(heard)} after ${limit / 1000} s`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

async function api(path, body) {
    const response = await fetch(`${base}/api/v1/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    require(response.ok, `${path} answered ${response.status}: ${await response.clone().text()}`);
    return response.json();
}

/** What the browser complained about, on any page. */
const complaints = [];

async function open(browser, fragment, { viewport = desktop, scheme = 'light', listen = true, prepare } = {}) {
    const context = await browser.newContext({ viewport, colorScheme: scheme });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    if (listen) {
        page.on('console', message => {
            if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', error => complaints.push(`exception: ${error.message}`));
    }
    await page.exposeFunction('reportViolation', text => complaints.push(`content security policy: ${text}`));
    await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', event =>
            globalThis.reportViolation(`${event.violatedDirective} ${event.blockedURI}`),
        );
    });
    await prepare?.(page);
    await page.goto(`${base}/${fragment}`);
    return page;
}

async function shoot(page, name) {
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

const levelNumber = page => page.locator(`[data-level="${level}"] .level-free`);

/** A hash of the pixels of the enlarged or else the first camera, and how far they spread; nothing while it is not live. */
function sampleCanvas(page) {
    return page.evaluate(() => {
        const stage = document.querySelector('dialog[open] .camera-stage') ?? document.querySelector('.camera-stage');
        const canvas = stage?.querySelector('canvas');
        if (!canvas || stage.getAttribute('data-tone') !== 'live') return null;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let hash = 0;
        let least = 255;
        let most = 0;
        for (let index = 0; index < data.length; index += 4 * 7) {
            hash = (hash * 31 + data[index] + data[index + 1] * 3 + data[index + 2] * 7) | 0;
            least = Math.min(least, data[index + 1]);
            most = Math.max(most, data[index + 1]);
        }
        return { hash, spread: most - least };
    });
}

async function checkDesktop(browser) {
    const page = await open(browser, '');
    await check('the list of locations shows', async () => {
        await page.locator(`[data-location="${location}"]`).waitFor();
        const known = await api('locations');
        await eventually(
            () => page.locator('[data-location]').count(),
            count => count === known.length,
            `locations listed, of ${known.length}`,
        );
    });
    await page.locator(`[data-location="${location}"]`).click();
    await check('a location has its own address and shows its levels with numbers', async () => {
        require(page.url().endsWith(`#/${location}`), `the address is ${page.url()}`);
        await eventually(
            () => levelNumber(page).textContent(),
            text => /^\d[\d,]*$/.test(text ?? ''),
            'free spots of the level',
        );
        const shown = await page.locator('[data-level]').count();
        const known = (await api('locations')).find(each => each.id === location).levels.length;
        require(shown === known, `${shown} levels are shown of ${known}`);
    });
    await check('the page carries a strict content security policy', async () => {
        const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
        require(policy?.includes("default-src 'self'") && !policy.includes('unsafe'), `the policy is ${policy}`);
    });
    await check('every level has its status as a word', async () => {
        const words = await page.locator('[data-level] .chip').allTextContents();
        require(words.length > 0 &&
            words.every(word => ['Open', 'Almost full', 'Full', 'Closed', 'Unknown'].includes(word)), `the words are ${words.join(', ')}`);
    });
    await check('the title tells what is free', async () => {
        await eventually(
            () => page.title(),
            title => /^[\d,]+ free · /.test(title),
            'title',
        );
    });
    await check('a camera shows a live picture that is not blank and changes', async () => {
        const first = await eventually(
            () => sampleCanvas(page),
            sample => sample !== null && sample.spread > 16,
            'first picture',
        );
        await eventually(
            () => sampleCanvas(page),
            sample => sample !== null && sample.hash !== first.hash,
            'a picture that differs',
        );
    });
    await check('the small print tells rate and age of the picture', async () => {
        await eventually(
            () => page.locator('.camera-print').first().textContent(),
            text => /fps · .* old · \d+×\d+/.test(text ?? ''),
            'small print',
        );
    });
    await shoot(page, 'desktop-light');
    await check('a camera can be enlarged and put back with the keyboard', async () => {
        const stage = page.locator('.camera-stage').first();
        await stage.focus();
        await page.keyboard.press('Enter');
        await page.locator('dialog[open] canvas').waitFor();
        await eventually(
            () => sampleCanvas(page),
            sample => sample !== null,
            'the enlarged picture',
        );
        await shoot(page, 'desktop-enlarged');
        await page.keyboard.press('Escape');
        await page.locator('.camera-frame .camera-stage').first().waitFor();
        // The dialog says that it closed in a turn of its own, and only then the focus moves.
        await eventually(
            () => stage.evaluate(element => element === document.activeElement),
            isFocused => isFocused,
            'the focus that comes back to the camera',
        );
    });
    await check('the location shown last is shown again', async () => {
        await page.goto('about:blank');
        await page.goto(`${base}/`);
        await page.locator(`[data-location="${location}"][aria-current]`).waitFor();
        await levelNumber(page).waitFor();
    });
    await page.context().close();

    const dark = await open(browser, `#/${location}`, { scheme: 'dark' });
    await eventually(
        () => sampleCanvas(dark),
        sample => sample !== null,
        'a picture',
    );
    await shoot(dark, 'desktop-dark');
    await dark.context().close();
}

async function checkPhone(browser) {
    let frames = 0;
    const page = await open(browser, `#/${location}`, {
        viewport: phone,
        prepare: async page => {
            page.on('websocket', socket => {
                if (socket.url().includes('/hubs/cameras'))
                    socket.on('framereceived', ({ payload }) => (frames += payload.length > 1000 ? 1 : 0));
            });
        },
    });
    await levelNumber(page).waitFor();
    await check('nothing is wider than a phone', async () => {
        for (const width of [390, 320]) {
            await page.setViewportSize({ width, height: phone.height });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            require(wide <= width, `the page is ${wide} px wide on a screen of ${width}`);
        }
        await page.setViewportSize(phone);
    });
    await shoot(page, 'phone-light');
    await check('pictures come while a camera is on the screen and stop when it is not', async () => {
        await page.locator('.camera').first().scrollIntoViewIfNeeded();
        await eventually(
            () => frames,
            count => count > 5,
            'pictures received',
        );
        await shoot(page, 'phone-cameras');
        await page.locator('.back').click();
        await page.locator(`[data-location="${location}"]`).waitFor();
        let before = -1;
        await eventually(
            async () => {
                before = frames;
                await page.waitForTimeout(2500);
                return frames - before;
            },
            came => came === 0,
            'pictures within 2.5 s after leaving',
        );
    });
    await shoot(page, 'phone-list');
    await check('an address that leads nowhere says so and shows the way back', async () => {
        await page.goto(`${base}/#/no-such-garage`);
        await page.getByText('No such location').waitFor();
        await shoot(page, 'phone-unknown');
        await page.getByText('See all locations').click();
        await page.locator(`[data-location="${location}"]`).waitFor();
    });
    await page.context().close();

    const dark = await open(browser, `#/${location}`, { viewport: phone, scheme: 'dark' });
    await levelNumber(dark).waitFor();
    await shoot(dark, 'phone-dark');
    await dark.context().close();
}

async function checkOperator(browser) {
    if (!token) {
        console.log('# no OPERATOR_TOKEN: the operator’s checks are left out');
        return;
    }
    const notice = 'The MQTT broker at 10.0.0.9:1883 is away.';
    const page = await open(browser, `#token=${encodeURIComponent(token)}`, {
        prepare: page => page.route('**/health/ready', route => route.fulfill({ json: { status: 'ready', reasons: [notice] } })),
    });
    await check('an operator is told what of the gateway does not work, until it works', async () => {
        const banner = page.locator('[data-banner="notice"]');
        await banner.getByText(notice).waitFor();
        await page.unroute('**/health/ready');
        await banner.getByRole('button').click();
        await banner.waitFor({ state: 'hidden' });
    });
    await check('the token leaves the address and a badge shows the role', async () => {
        await page.locator('.role-badge:not([hidden])').waitFor();
        require(!page.url().includes('token'), `the address is ${page.url()}`);
    });
    await page.goto(`${base}/#/${location}`);
    await check('a reading that somebody posts changes the number', async () => {
        const read = async () => Number(((await levelNumber(page).textContent()) ?? '').replace(/,/g, ''));
        await eventually(read, Number.isFinite, 'the number');
        const free = (await api('locations')).find(each => each.id === location).levels.find(each => each.levelId === level)
            .spots.available;
        // The demo's own traffic moves the number by a few; this moves it by more, and back.
        const step = 20;
        const kinds = free > step ? ['entry', 'exit'] : ['exit', 'entry'];
        let from = await read();
        for (const kind of kinds) {
            const id = crypto.randomUUID();
            const sent = performance.now();
            const { results } = await api(`locations/${location}/levels/${level}/readings`, {
                readings: [{ id, sensorId: 'page-test', at: new Date().toISOString(), kind, count: step }],
            });
            require(results[0].outcome === 'accepted', `the reading was ${results[0].outcome}: ${results[0].reason}`);
            const moved = number => (kind === 'entry' ? from - number : number - from) >= step / 2;
            from = await eventually(read, moved, `the number after ${step} of ${kind}, from ${from}`);
            console.log(`# ${kind}: shown ${Math.round(performance.now() - sent)} ms after it was sent`);
        }
    });
    await check('an operator posts one car in and one car out', async () => {
        const card = page.locator(`[data-level="${level}"]`);
        await card.locator('[data-reading="entry"]').click();
        await card.getByText('Stored: one car in').waitFor();
        await card.locator('[data-reading="exit"]').click();
        await card.getByText('Stored: one car out').waitFor();
        await shoot(page, 'desktop-operator');
    });
    await check('an operator looks behind the number and sets the true one', async () => {
        const card = page.locator(`[data-level="${level}"]`);
        await card.locator('.inspection > summary').click();
        await card.locator('.inspection-list li', { hasText: 'operator-console' }).first().waitFor();
        await card.locator('.correction-form input[type="number"]').fill('77');
        await card.locator('.correction-form input[type="text"]').fill('Counted by hand');
        await card.locator('.correction-form button').click();
        await card.getByText('Stored: 77 cars').waitFor();
        await card.locator('.inspection-list li', { hasText: '→ 77: Counted by hand' }).first().waitFor();
        await shoot(page, 'desktop-inspection');
        await page.setViewportSize({ width: 390, height: 844 });
        await shoot(page, 'phone-inspection');
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        require(!wide, 'the inspection is wider than a phone');
        await page.setViewportSize({ width: 1280, height: 800 });
    });
    await check('leaving takes the controls away', async () => {
        await page.locator('.role-leave').click();
        await page.locator('[data-reading]').first().waitFor({ state: 'detached' });
        require(await page.evaluate(() => sessionStorage.getItem('live-parking.token') === null), 'the token is still kept');
    });
    await page.context().close();
}

/** A level of its own, so that the demo's traffic has nothing to do with it. */
async function checkNotes(browser) {
    if (!token) return;
    const path = `${base}/api/v1/locations/${location}/levels/page-test`;
    const send = async (method, settings) => {
        const response = await fetch(path, {
            method,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            ...(settings === undefined ? {} : { body: JSON.stringify(settings) }),
        });
        require(response.ok, `${method} answered ${response.status}: ${await response.text()}`);
    };
    const settings = { name: 'Roof', counting: 'gates', capacity: { standard: 40 }, heightLimit: 2.1 };
    await send('PUT', { ...settings, closed: true, closedReason: 'Flooded' });
    const page = await open(browser, `#/${location}`);
    const notes = page.locator('[data-level="page-test"] .level-notes');
    await check('a driver sees why a level is closed and how high a car may be', async () => {
        await eventually(() => notes.innerText(), text => /Closed: Flooded\s+Height limit 2\.1 m/.test(text), 'the notes');
        await shoot(page, 'desktop-notes');
        await page.setViewportSize(phone);
        await notes.scrollIntoViewIfNeeded();
        await shoot(page, 'phone-notes');
    });
    await check('a driver sees until when a level is closed, and when it closes', async () => {
        await send('PUT', { ...settings, openingHours: 'Feb 29 05:00-06:00' });
        await eventually(() => notes.innerText(), text => /Closed until .*\d/.test(text), 'the notes while it is closed');
        await shoot(page, 'phone-notes-hours');
        await send('PUT', { ...settings, openingHours: 'Jan-Dec; Feb 29 05:00-06:00 off' });
        await eventually(() => notes.innerText(), text => /Open until .*\d/.test(text), 'the notes while it is open');
    });
    await send('DELETE');
    await page.context().close();
}

async function checkExpiredToken(browser) {
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const expired = `${encode({ alg: 'HS256' })}.${encode({ role: 'operator', location: '*', exp: 1 })}.none`;
  // The browser itself reports refused requests as errors.
  const page = await open(browser, `#token=${expired}`, { listen: false });
  await check('a link with an expired token is told, and the page goes on without it', async () => {
    await page.locator('[data-banner="token"]').waitFor();
    await shoot(page, 'desktop-expired');
    require(!(await page.locator('.role-badge').isVisible()), 'the badge is still there');
    await page.goto(`${base}/#/${location}`);
    await levelNumber(page).waitFor();
    await eventually(
      () => page.locator('body').getAttribute('data-link'),
      link => link === 'live',
      'connection',
    );
  });
  await page.context().close();
}

/** Cuts the page's connections, not the server: the banner, the kept numbers, and the way back. */
async function checkOutage(browser) {
    const sockets = new Set();
    let isCut = false;
    const page = await open(browser, `#/${location}`, {
        listen: false,
        prepare: async page => {
            await page.routeWebSocket(/\/hubs\//, socket => {
                if (isCut) {
                    socket.close();
                    return;
                }
                sockets.add(socket);
                socket.connectToServer();
            });
            await page.route(/\/(hubs|api)\//, route => (isCut ? route.abort() : route.continue()));
        },
    });
    await check('a lost connection is told, and the numbers stay', async () => {
        await levelNumber(page).waitFor();
        await eventually(
            () => page.locator('body').getAttribute('data-link'),
            link => link === 'live',
            'connection',
        );
        isCut = true;
        for (const socket of sockets) await socket.close();
        await page.getByText('Connection lost').first().waitFor();
        require(/^\d/.test((await levelNumber(page).textContent()) ?? ''), 'the number is gone');
        const opacity = await eventually(
            () =>
                page
                    .locator('.level-free')
                    .first()
                    .evaluate(element => Number(getComputedStyle(element).opacity)),
            value => value < 0.9,
            'opacity of the numbers',
        );
        require(opacity > 0.3, 'the numbers can hardly be read');
        await shoot(page, 'desktop-lost');
    });
    await check('it connects again by itself and goes on', async () => {
        isCut = false;
        await page.locator('[data-banner="lost"]').waitFor({ state: 'hidden' });
        await eventually(
            () => page.locator('body').getAttribute('data-link'),
            link => link === 'live',
            'connection',
        );
        await eventually(
            () => sampleCanvas(page),
            sample => sample !== null,
            'a live picture',
        );
    });
    await page.context().close();
}

/** The stream for whatever speaks no SignalR. */
async function checkMjpeg(browser) {
    const page = await open(browser, `#/${location}`);
    await check('an <img> plays the MJPEG stream of a camera', async () => {
        await page.evaluate(camera => {
            const image = document.createElement('img');
            image.id = 'mjpeg';
            image.src = `/api/v1/cameras/${camera}/stream.mjpg?quality=low`;
            document.body.append(image);
        }, location);
        const sample = () =>
            page.evaluate(() => {
                const image = document.getElementById('mjpeg');
                if (!image.naturalWidth) return null;
                const canvas = document.createElement('canvas');
                canvas.width = image.naturalWidth;
                canvas.height = image.naturalHeight;
                canvas.getContext('2d').drawImage(image, 0, 0);
                return `${image.naturalWidth} wide ${canvas.toDataURL('image/png')}`;
            });
        const first = await eventually(sample, picture => picture !== null, 'a picture');
        require(first.startsWith('320 wide'), first.slice(0, 20));
        await eventually(async () => (await sample()) !== first, moves => moves, 'the picture moves');
    });
    await page.context().close();
}

async function checkStoppedServer(browser) {
    if (!serverPid) return;
    const page = await open(browser, `#/${location}`, { listen: false });
    await check('the page says so when the server goes away', async () => {
        await levelNumber(page).waitFor();
        await eventually(
            () => page.locator('body').getAttribute('data-link'),
            link => link === 'live',
            'connection',
        );
        process.kill(serverPid, 'SIGTERM');
        await page.getByText('Connection lost').first().waitFor();
        await shoot(page, 'desktop-server-gone');
    });
    await page.context().close();
}

if (folder) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
    for (const part of [checkDesktop, checkPhone, checkOperator, checkNotes, checkExpiredToken, checkMjpeg, checkOutage]) {
        await part(browser).catch(error => check(part.name, () => Promise.reject(error)));
    }
    await check('no console errors, no exceptions, no violations of the content security policy', async () => {
        require(complaints.length === 0, complaints.join('\n'));
    });
    await checkStoppedServer(browser).catch(error => check(checkStoppedServer.name, () => Promise.reject(error)));
} finally {
    await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
