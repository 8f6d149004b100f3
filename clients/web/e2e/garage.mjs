/** The page of a location with many sensors, silent ones, and levels that were never counted. */
import { base, check, eventually, open, phone, require, send, shoot, token } from './support.mjs';

const garage = 'page-garage';
const path = `${base}/api/v1/locations/${garage}`;
const bays = 80;

function report(level, readings) {
    const at = new Date().toISOString();
    return send('POST', `${path}/levels/${level}/readings`, {
        readings: readings.map(reading => ({ id: crypto.randomUUID(), at, ...reading })),
    });
}

/** Bay 7 fails, bays 5 and 12 have low batteries, and the gates have counted 20 cars more than are parked in the bays. */
async function makeGarage() {
    await send('PUT', path, { name: 'Page garage' });
    const level = (name, more) => ({ name, counting: 'gates', capacity: { standard: bays }, ...more });
    await send('PUT', `${path}/levels/crowd`, level('Crowd'));
    await send('PUT', `${path}/levels/roomy`, level('Roomy', { capacity: { standard: 200 } }));
    await send('PUT', `${path}/levels/over`, level('Over', { capacity: { standard: 20 } }));
    await send('PUT', `${path}/levels/quiet`, level('Quiet', { counting: 'count', silentAfter: 2 }));
    await send('PUT', `${path}/levels/never`, level('Never counted', { closed: true }));
    const charge = { 5: 5, 12: 20 };
    await report('crowd', [
        ...Array.from({ length: bays }, (_, bay) => ({
            sensorId: `bay-${bay}`,
            kind: 'spot',
            spotId: `${bay}`,
            occupied: bay < 30,
            battery: charge[bay] ?? 90,
        })),
        { sensorId: 'gate-1', kind: 'entry', count: 50 },
        { sensorId: 'bay-7', kind: 'spot', spotId: '7', occupied: true, spotType: 'no-such-type' },
    ]);
    await report('roomy', [{ sensorId: 'gate-2', kind: 'entry', count: 10 }]);
    await report('over', [{ sensorId: 'gate-3', kind: 'entry', count: 60 }]);
    await report('quiet', [{ sensorId: 'camera-1', kind: 'count', occupied: 8 }]);
}

export async function checkGarage(browser) {
    if (!token) return;
    await makeGarage();
    try {
        await checkDriver(browser);
        await checkCrowd(browser);
    } finally {
        await send('DELETE', path);
    }
}

async function checkDriver(browser) {
    const page = await open(browser, `#/${garage}`);
    const card = name => page.locator(`[data-level="${name}"]`);
    await check('a level whose sensors are silent says so, and gives its number no age', async () => {
        await card('quiet').getByText('Sensors are silent').waitFor();
        const words = await card('quiet').innerText();
        require(!words.includes('updated'), `the card says: ${words}`);
        await card('roomy').getByText(/^updated /).waitFor();
        await page.getByText(/^updated .* · 1 level silent$/).waitFor();
    });
    await check('a level that nobody has counted says so, also while it is closed', async () => {
        await card('never').getByText(`${bays} spots, not counted yet`).waitFor();
    });
    await check('the bar of a location is filled by the number beside it', async () => {
        const item = page.locator(`[data-location="${garage}"]`);
        const share = () =>
            item.evaluate(element => ({
                share: Number(element.querySelector('.bar-filled').style.getPropertyValue('--share')),
                free: Number(element.querySelector('.location-free').textContent),
                total: Number(/\d+/.exec(element.querySelector('.location-total').textContent)[0]),
            }));
        await eventually(
            share,
            ({ share, free, total }) => free > 0 && Math.abs(share - (1 - free / total)) < 0.001,
            'the bar and the numbers',
        );
    });
    await check('a driver sees which level to go to now', async () => {
        const best = () => page.locator('[data-level]:has(.chip[data-tone="best"]:not([hidden])) .level-name').allTextContents();
        await eventually(best, names => names.join() === 'Roomy', 'the best level');
        await report('roomy', [{ sensorId: 'gate-2', kind: 'entry', count: 185 }]);
        await eventually(best, names => names.join() === 'Crowd', 'the best level after Roomy filled');
    });
    await shoot(page, 'desktop-garage');
    await page.setViewportSize(phone);
    await shoot(page, 'phone-garage');
    await page.context().close();
}

async function checkCrowd(browser) {
    const page = await open(browser, `#token=${encodeURIComponent(token)}`, { viewport: { width: 1280, height: 800 } });
    await page.goto(`${base}/#/${garage}`);
    const card = page.locator('[data-level="crowd"]');
    await check('a closed card tells an operator what wants a look, and that the ways of counting differ', async () => {
        const chips = () => card.locator('.inspection-attention .chip').allTextContents();
        const wanted = '1 failing, Counts differ by 20, 2 low batteries';
        await eventually(chips, words => words.join(', ') === wanted, 'the chips');
        await shoot(page, 'desktop-attention');
    });
    await check('opening a card does not stretch its neighbours', async () => {
        const heights = () =>
            page.evaluate(() =>
                ['over', 'roomy'].map(name => document.querySelector(`[data-level="${name}"]`).getBoundingClientRect().height),
            );
        const before = await heights();
        await card.locator('.inspection > summary').click();
        await card.locator('.inspection-sensors li').nth(7).waitFor();
        const after = await heights();
        require(
            after.every((height, index) => height <= before[index] + 1),
            `the heights went from ${before} to ${after}`,
        );
    });
    await check('the form stands at the top, and the sensors that want a look stand first', async () => {
        const [head, form] = [card.locator('.inspection > summary'), card.locator('.correction-form')];
        const { y, height } = await head.boundingBox();
        const distance = (await form.boundingBox()).y - (y + height);
        require(distance < 300, `the form is ${distance} px below the head`);
        const titles = () => card.locator('.inspection-sensors .inspection-title').allTextContents();
        const first = ['bay-7', 'bay-5', 'bay-12', 'bay-0', 'bay-1', 'bay-2', 'bay-3', 'bay-4'];
        await eventually(titles, ids => ids.join() === first.join(), 'the sensors');
        await card.getByText('Battery 5 %').waitFor();
        await shoot(page, 'desktop-crowd');
        await card.locator('.inspection-sensors').scrollIntoViewIfNeeded();
        await shoot(page, 'desktop-crowd-sensors');
        await page.setViewportSize(phone);
        await head.scrollIntoViewIfNeeded();
        await shoot(page, 'phone-crowd');
        await card.locator('.inspection-all').scrollIntoViewIfNeeded();
        await shoot(page, 'phone-crowd-sensors');
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        require(!wide, 'the sensors are wider than a phone');
    });
    await check('all sensors show when they are asked for', async () => {
        const lines = () => card.locator('.inspection-sensors li').count();
        await card.getByRole('button', { name: `Show all ${bays + 1}` }).click();
        await eventually(lines, count => count === bays + 1, 'sensors');
        await card.getByRole('button', { name: 'Show the first 8' }).click();
        await eventually(lines, count => count === 8, 'sensors');
    });
    await page.context().close();
}
