/** Other tasks of drivers: watching on their data plan, finding a location, choosing a language. */
import { api, base, check, eventually, level, levelNumber, location, open, phone, play, require, shoot, token } from './support.mjs';

const listed = page => page.locator('[data-location]').evaluateAll(links => links.map(link => link.getAttribute('data-location')));

export async function checkPlaying(browser) {
    const sent = [];
    const page = await open(browser, `#/${location}`, {
        viewport: phone,
        prepare: async page => {
            await page.clock.install();
            await page.addInitScript(() => {
                Object.defineProperty(navigator, 'connection', { value: Object.assign(new EventTarget(), { type: 'cellular', saveData: true }) });
            });
            page.on('websocket', socket => socket.on('framesent', ({ payload }) => sent.push(String(payload))));
        },
    });
    await check('on a data plan a driver gets medium and 10 pictures a second at most', async () => {
        await page.locator('.camera').first().scrollIntoViewIfNeeded();
        await play(page);
        const asked = sent.filter(message => message.includes('WatchCamera'));
        require(asked.length === 1 && asked[0].includes('medium') && asked[0].includes('maxFps\n'), `asked for: ${JSON.stringify(asked)}`);
        await page.locator('.camera').first().getByText('Data saver').waitFor();
        await shoot(page, 'phone-data-saver');
    });
    await check('a touch keeps the picture going, and two minutes after the last one it stops and can be tapped again', async () => {
        const first = page.locator('.camera').first();
        await page.clock.fastForward(100_000);
        await page.keyboard.press('Shift');
        await page.clock.fastForward(60_000);
        require((await first.getAttribute('data-watched')) !== null, 'it stopped 60 s after a touch');
        await page.clock.fastForward(61_000);
        await first.getByText('Paused to save data. Tap to watch').waitFor();
        require((await first.getAttribute('data-watched')) === null, 'it is still watched');
        await shoot(page, 'phone-paused');
    });
    await page.context().close();

    const other = await open(browser, `#/${location}`, { viewport: phone });
    await check('a camera that somebody watched a moment ago shows its last picture, with its age, before it is tapped', async () => {
        const first = other.locator('.camera').first();
        await first.scrollIntoViewIfNeeded();
        await first.getByText(/^Picture .*ago$|^Picture just now$/).waitFor();
        const isBlank = await first.locator('canvas').evaluate(canvas => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return data.every((value, index) => index % 4 === 3 || value === data[index % 4]);
        });
        require(!isBlank, 'the picture is blank');
        await shoot(other, 'phone-kept-picture');
    });
    await check('a driver stops a picture by hand', async () => {
        await play(other);
        await other.locator('.camera-stop:not([hidden])').click();
        await other.locator('.camera').first().getByText('Tap to watch').waitFor();
    });
    await other.context().close();
}

export async function checkFinding(browser) {
    const elsewhere = [];
    const page = await open(browser, '#/', {
        viewport: phone,
        geolocation: { latitude: -7.2677, longitude: 112.7586 },
        permissions: ['geolocation', 'clipboard-read', 'clipboard-write'],
        prepare: page =>
            page.on('request', request => {
                const { protocol, origin } = new URL(request.url());
                if (protocol.startsWith('http') && origin !== base) elsewhere.push(request.url());
            }),
    });
    await page.locator(`[data-location="${location}"]`).waitFor();
    const search = page.getByRole('searchbox');
    await check('a search finds a location by a part of its address, and says when there is none', async () => {
        await search.fill('stasiun');
        await eventually(() => listed(page), ids => ids.join() === 'harbour-station', 'the list');
        await shoot(page, 'phone-search');
        await search.fill('no such place');
        await page.getByText('No location matches').waitFor();
        await shoot(page, 'phone-search-none');
        await search.fill('');
        await eventually(() => listed(page), ids => ids.length >= 3, 'the list');
    });
    await check('the nearest location stands first, with its distance, when it is asked for', async () => {
        const before = await listed(page);
        require(before[0] === location, `the first is ${before[0]}`);
        await page.getByRole('button', { name: 'Nearest' }).click();
        await eventually(() => listed(page), ids => ids[0] === 'city-hospital', 'the list');
        await page.locator('[data-location="harbour-station"]').getByText(/^\d.* km$/).waitFor();
        await shoot(page, 'phone-nearest');
        await page.getByRole('button', { name: 'Nearest' }).click();
        await eventually(() => listed(page), ids => ids.join() === before.join(), 'the usual order');
    });
    await check('a favourite stands first, also after a reload', async () => {
        await page.getByRole('button', { name: 'Keep Harbour Station' }).click();
        await eventually(() => listed(page), ids => ids[0] === 'harbour-station', 'the list');
        await page.reload();
        await eventually(() => listed(page), ids => ids[0] === 'harbour-station', 'the list after a reload');
        await shoot(page, 'phone-favourite');
        await page.getByRole('button', { name: 'Keep Harbour Station' }).click();
        await eventually(() => listed(page), ids => ids[0] === location, 'the list');
    });
    await check('a link to a level is copied, and leads to it', async () => {
        await page.goto(`${base}/#/${location}`);
        await page.getByRole('button', { name: 'Share a link to Lower Basement' }).click();
        await page.locator('[data-level="lower-basement"]').getByText('Link copied').waitFor();
        const link = await page.evaluate(() => navigator.clipboard.readText());
        require(link === `${base}/#/${location}/lower-basement`, `the link is ${link}`);
        await page.goto('about:blank');
        await page.goto(link);
        const card = page.locator('[data-level="lower-basement"][data-linked]');
        await card.waitFor();
        await eventually(() => card.evaluate(element => element === document.activeElement), isFocused => isFocused, 'the focus');
        await shoot(page, 'phone-level-link');
    });
    await check('directions lead to a map, and the page itself asks nobody else', async () => {
        const link = page.getByRole('link', { name: 'Directions' });
        const href = await link.getAttribute('href');
        require(/destination=-7\.\d+%2C112\.\d+$/.test(href ?? ''), `it leads to ${href}`);
        require((await link.getAttribute('rel'))?.includes('noreferrer'), 'the map is told where the reader came from');
        require(elsewhere.length === 0, `the page asked ${elsewhere.join(', ')}`);
    });
    await check('everything that can be tapped is large enough for a finger', async () => {
        for (const fragment of [`#/${location}`, '#/']) {
            await page.goto(`${base}/${fragment}`);
            await page.locator(fragment === '#/' ? '[data-location]' : '[data-level]').first().waitFor();
            const small = await page.evaluate(() =>
                [...document.querySelectorAll('button, a, select, input, summary')]
                    .filter(element => element.checkVisibility() && !element.matches('.skip'))
                    .map(element => ({ element, box: element.getBoundingClientRect() }))
                    .filter(({ box }) => box.height < 43.9 || box.width < 43.9)
                    .map(({ element, box }) => `${element.className} ${Math.round(box.width)}×${Math.round(box.height)}`),
            );
            require(small.length === 0, `too small: ${small.join(', ')}`);
        }
    });
    await page.context().close();

    const plain = await open(browser, '#/', {
        viewport: phone,
        prepare: page => page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false })),
    });
    await check('over plain HTTP there is no nearest, and a short reason', async () => {
        await plain.getByText('Nearest needs a page opened over https.').waitFor();
        require(!(await plain.locator('.near').isVisible()), 'the button is there');
    });
    await plain.context().close();
}

export async function checkLanguages(browser) {
    const page = await open(browser, `#/${location}`, { viewport: phone, locale: 'id-ID' });
    const lang = () => page.evaluate(() => document.documentElement.lang);
    await check('a browser that prefers Indonesian gets it, also in the language of the document', async () => {
        await page.getByRole('heading', { name: 'Lantai' }).waitFor();
        require((await lang()) === 'id', `the document’s language is ${await lang()}`);
        await levelNumber(page).waitFor();
        await shoot(page, 'phone-indonesian');
        await page.setViewportSize({ width: 320, height: 700 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        require(wide <= 320, `the page is ${wide} px wide on a screen of 320`);
        await page.setViewportSize(phone);
    });
    await check('another language is chosen with the keyboard, and kept', async () => {
        const list = page.locator('.language-list');
        await list.focus();
        await list.press('ArrowUp');
        await page.getByRole('heading', { name: 'Levels' }).waitFor();
        require((await lang()) === 'en', `the document’s language is ${await lang()}`);
        require(await list.evaluate(element => element === document.activeElement), 'the focus is lost');
        await page.reload();
        await page.getByRole('heading', { name: 'Levels' }).waitFor();
    });
    await page.context().close();
}

export async function checkSteady(browser) {
    if (!token) return;
    const page = await open(browser, `#/${location}`, { viewport: { width: 360, height: 800 } });
    await check('nothing moves on the page when numbers and ages change', async () => {
        await levelNumber(page).waitFor();
        await page.locator('.camera').first().getByText('Tap to watch').waitFor();
        await page.evaluate(() => {
            globalThis.shifts = [];
            new PerformanceObserver(list => {
                for (const entry of list.getEntries())
                    globalThis.shifts.push(entry.sources.map(({ node }) => node?.className ?? node?.nodeName).join(' '));
            }).observe({ type: 'layout-shift' });
        });
        const free = async () => (await api(`locations/${location}`)).levels.find(({ levelId }) => levelId === level).spots.available;
        // Through a hundred, where the number of digits changes; always open, so that no chip changes its word.
        for (const occupied of [60, 48, 120, 55]) {
            await api(`locations/${location}/levels/${level}/corrections`, { id: crypto.randomUUID(), occupied, reason: 'Layout' });
            const wanted = await free();
            await eventually(
                async () => Math.abs(Number(await levelNumber(page).textContent()) - wanted),
                difference => difference < 4,
                'the number that is shown, less the gateway’s',
            );
            await page.getByText(/updated [1-9]\d? s ago/).first().waitFor();
        }
        const shifts = await page.evaluate(() => globalThis.shifts);
        require(shifts.length === 0, `moved: ${shifts.join(', ')}`);
    });
    await page.context().close();
}
