/** The operator's view and actions, and the settings that a level shows. */
import { api, base, check, eventually, level, levelNumber, location, open, phone, require, send, shoot, token } from './support.mjs';

export async function checkOperator(browser) {
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
    await check('an operator’s cameras play by themselves, and the small print tells rate and age of the picture', async () => {
        await page.locator('.camera').first().scrollIntoViewIfNeeded();
        await eventually(
            () => page.locator('.camera-print').first().textContent(),
            text => /fps · .* old · \d+×\d+/.test(text ?? ''),
            'small print',
        );
    });
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
            // A gateway whose machine stalls calls a level twice: then the reading is known from the first call.
            require(['accepted', 'duplicate'].includes(results[0].outcome), `the reading was ${results[0].outcome}: ${results[0].reason}`);
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

/** A separate level, so that the demo's traffic does not affect it. */
export async function checkNotes(browser) {
    if (!token) return;
    const path = `${base}/api/v1/locations/${location}/levels/page-test`;
    const settings = { name: 'Roof', counting: 'gates', capacity: { standard: 40 }, heightLimit: 2.1 };
    await send('PUT', path, { ...settings, closed: true, closedReason: 'Flooded' });
    try {
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
            await send('PUT', path, { ...settings, openingHours: 'Feb 29 05:00-06:00' });
            await eventually(() => notes.innerText(), text => /Closed until .*\d/.test(text), 'the notes while it is closed');
            await shoot(page, 'phone-notes-hours');
            await send('PUT', path, { ...settings, openingHours: 'Jan-Dec; Feb 29 05:00-06:00 off' });
            await eventually(() => notes.innerText(), text => /Open until .*\d/.test(text), 'the notes while it is open');
        });
        await page.context().close();
    } finally {
        // Also when a check could not even begin: the next use of this system must not show a test's level.
        await send('DELETE', path);
    }
}

export async function checkExpiredToken(browser) {
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
