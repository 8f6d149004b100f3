/** An operator undoes a car, on a separate level, with other readings in between. */
import { base, check, eventually, open, phone, require, send, shoot, token } from './support.mjs';

const garage = 'page-undo';
const path = `${base}/api/v1/locations/${garage}`;
const spots = 50;

const report = reading =>
    send('POST', `${path}/levels/deck/readings`, {
        readings: [{ id: crypto.randomUUID(), sensorId: 'gate', at: new Date().toISOString(), ...reading }],
    });

export async function checkUndo(browser) {
    if (!token) return;
    await send('PUT', path, { name: 'Page undo' });
    await send('PUT', `${path}/levels/deck`, { name: 'Deck', counting: 'gates', capacity: { standard: spots } });
    await report({ kind: 'count', occupied: 10 });
    try {
        const page = await open(browser, `#token=${encodeURIComponent(token)}`);
        await page.goto(`${base}/#/${garage}`);
        const card = page.locator('[data-level="deck"]');
        const shows = free => eventually(() => card.locator('.level-free').textContent(), text => text === String(free), `free spots, ${free} wanted`);
        const undo = card.locator('.undo:not([hidden])');
        await shows(40);
        await check('a car in is taken back with the keyboard, and what others reported meanwhile stays', async () => {
            await card.locator('[data-reading="entry"]').focus();
            await page.keyboard.press('Enter');
            await shows(39);
            await undo.waitFor();
            await shoot(page, 'desktop-undo');
            await report({ kind: 'entry', count: 3 });
            await shows(36);
            await page.keyboard.press('Tab');
            await page.keyboard.press('Tab');
            require(await undo.evaluate(element => element === document.activeElement), 'the focus is not on the undo');
            await page.keyboard.press('Enter');
            await shows(37);
            await card.getByText('Undone: one car in').waitFor();
            await eventually(
                () => card.locator('[data-reading="entry"]').evaluate(element => element === document.activeElement),
                isFocused => isFocused,
                'the focus after the undo',
            );
        });
        await check('an undo changes nothing of a count that was made meanwhile: the car is in it', async () => {
            await card.locator('[data-reading="exit"]').click();
            await shows(38);
            await report({ kind: 'count', occupied: 20 });
            await shows(30);
            await undo.click();
            await card.getByText('Undone: one car out').waitFor();
            await shows(30);
            // The next car counts on from the counted number.
            await report({ kind: 'entry', count: 1 });
            await shows(29);
        });
        await check('after ten seconds there is nothing to undo', async () => {
            // The page’s clock and that of the count may differ by part of a second; what passes between the two is in the count.
            await card.getByText(/updated [2-9] s ago/).waitFor();
            await card.locator('[data-reading="entry"]').click();
            await undo.waitFor();
            await page.setViewportSize(phone);
            await shoot(page, 'phone-undo');
            await card.locator('.undo').waitFor({ state: 'hidden', timeout: 15_000 });
            await shows(28);
        });
        await page.context().close();
    } finally {
        await send('DELETE', path);
    }
}
