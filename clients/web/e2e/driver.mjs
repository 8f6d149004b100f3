/** The driver's view, on a desktop and on a phone. */
import { api, base, check, eventually, level, levelNumber, location, open, phone, play, require, sampleCanvas, shoot } from './support.mjs';

export async function checkDesktop(browser) {
    const cameraSockets = [];
    const page = await open(browser, '', {
        prepare: page => page.on('websocket', socket => socket.url().includes('/hubs/cameras') && cameraSockets.push(socket)),
    });
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
        const words = await page.locator('[data-level] .chip:not([data-tone="best"])').allTextContents();
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
    await check('a page that opens starts no camera, and offers to watch', async () => {
        await page.locator('.camera').first().getByText('Tap to watch').waitFor();
        require(cameraSockets.length === 0, 'the page connected to the cameras by itself');
        await shoot(page, 'desktop-camera-idle');
    });
    await check('a camera that is tapped shows a live picture that is not blank and changes', async () => {
        await play(page);
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
    await shoot(page, 'desktop-light');
    await check('a camera can be enlarged and put back with the keyboard', async () => {
        const stage = page.locator('.camera-main').first();
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
        await page.locator('.camera-frame .camera-main').first().waitFor();
        // The dialog fires its close event in a separate turn, and only then the focus moves.
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
    await play(dark);
    await shoot(dark, 'desktop-dark');
    await dark.context().close();
}

export async function checkPhone(browser) {
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
        for (const width of [390, 360, 320]) {
            await page.setViewportSize({ width, height: phone.height });
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            require(wide <= width, `the page is ${wide} px wide on a screen of ${width}`);
        }
        await page.setViewportSize(phone);
    });
    await shoot(page, 'phone-light');
    await check('pictures come while a camera is on the screen and stop when it is not', async () => {
        await page.locator('.camera').first().scrollIntoViewIfNeeded();
        await shoot(page, 'phone-camera-idle');
        await play(page);
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
