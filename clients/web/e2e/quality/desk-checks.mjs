/** The operators' console: every task by keyboard alone, at desktop and phone size, light and dark, live, and while the system is away. */
import { join } from 'node:path';
import { check, desktop, eventually, open, phone, require, shoot } from '../support.mjs';
import { faults } from './axe-faults.mjs';
import { garage, troubled } from './world.mjs';

const folder = process.env.STATE_SCREENSHOTS;

async function picture(page, name) {
    if (folder) await page.screenshot({ path: join(folder, `desk-${name}.png`) });
    else await shoot(page, `desk-${name}`);
}

async function requireUsable(page, name) {
    await picture(page, name);
    const found = await faults(page);
    require(found.length === 0, `${name}: ${found.join('\n  ')}`);
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    require(width[0] <= width[1], `${name}: the page is ${width[0]} wide in a window of ${width[1]}`);
}

const current = page => page.locator('[role="row"][aria-current="true"]');

/** Presses a key until a row is the current one. */
async function selectRow(page, text) {
    await page.keyboard.press('Home');
    for (let step = 0; step < 50; step += 1) {
        if ((await current(page).count()) > 0 && (await current(page).textContent()).includes(text)) return;
        await page.keyboard.press('j');
    }
    throw new Error(`No row with ${text} was reached by keyboard: ${await page.locator('[role="row"]').allTextContents()}`);
}

export async function checkDesk(browser, world) {
    const fragment = `operator#token=${encodeURIComponent(world.operator)}`;
    // A sensor with a low battery, and two cameras in trouble, which show that when somebody watches.
    await world.report('busy', { sensorId: 'weak', kind: 'heartbeat', battery: 3 });

    for (const [size, viewport] of [['wide', desktop], ['phone', phone]]) {
        const scheme = size === 'wide' ? 'light' : 'dark';
        const page = await open(browser, fragment, { viewport, scheme, at: world.base });
        await check(`console, ${size}: sites are found, sorted, filtered and opened by keyboard, and numbers are live`, async () => {
            await page.getByRole('row', { name: /Pakuwon/ }).waitFor();
            await requireUsable(page, `overview-${size}`);
            await page.keyboard.press('/');
            await page.keyboard.type('mall garage');
            await eventually(() => page.locator('.rows-body [role="row"]').count(), count => count === 1, 'the rows that match');
            await page.keyboard.press('Escape');
            await selectRow(page, 'arage');
            const before = await current(page).textContent();
            await world.correct('busy', size === 'wide' ? 77 : 55);
            await eventually(() => current(page).textContent(), text => text !== before, 'the number after a correction');
            await page.keyboard.press('Enter');
            await page.getByRole('heading', { level: 1 }).waitFor();
            require(page.url().endsWith(`#/site/${garage}`), `the address is ${page.url()}`);
            await page.getByText('Counted by hand').first().waitFor();
            await page.locator('.plot canvas').waitFor();
            await requireUsable(page, `site-${size}`);
            await page.keyboard.press('Backspace');
            require((await current(page).textContent()).includes('arage'), 'the row that was left is no longer the current one');
            await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ state: 'attached' });
            await page.keyboard.press('/');
            await page.keyboard.press('Control+A');
            await page.keyboard.press('Delete');
            await page.keyboard.press('Escape');
            await page.getByRole('row', { name: /Pakuwon/ }).waitFor();
        });
        await check(`console, ${size}: an alarm is found, acknowledged, shelved and taken back by keyboard`, async () => {
            await page.keyboard.press('2');
            await page.getByText('Battery low').waitFor();
            await selectRow(page, 'Battery low');
            await page.keyboard.press('a');
            await eventually(() => current(page).textContent(), text => text.includes('Acknowledged'), 'the state of the alarm');
            await page.keyboard.press('n');
            await page.getByRole('dialog').waitFor();
            await page.keyboard.press('Control+A');
            await page.keyboard.type('Rina is on her way');
            await page.keyboard.press('Enter');
            await eventually(() => current(page).textContent(), text => text.includes('Rina is on her way'), 'the note');
            await requireUsable(page, `alarms-${size}`);
            await page.keyboard.press('s');
            await page.getByRole('dialog').waitFor();
            await requireUsable(page, `shelve-${size}`);
            await page.keyboard.type('New battery on Friday');
            await page.keyboard.press('Enter');
            await page.getByRole('dialog').waitFor({ state: 'hidden' });
            await page.getByText('Battery low').waitFor({ state: 'hidden' });
            await page.getByLabel('Show').selectOption('shelved');
            await page.getByLabel('Show').press('Escape');
            await selectRow(page, 'New battery on Friday');
            await page.keyboard.press('u');
            await page.getByText('Battery low').waitFor({ state: 'hidden' });
        });
        await check(`console, ${size}: the keys are shown and go away`, async () => {
            await page.keyboard.press('?');
            await page.getByRole('dialog').getByText('Acknowledge the alarm', { exact: true }).waitFor();
            await requireUsable(page, `keys-${size}`);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'hidden' });
        });
        await check(`console, ${size}: cameras of all sites play side by side, and those in trouble are alarms`, async () => {
            await page.keyboard.press('3');
            await eventually(() => page.locator('canvas[data-picture="live"]').count(), count => count >= 3, 'cameras that play');
            await requireUsable(page, `wall-${size}`);
            await page.locator('.tile').first().focus();
            await page.keyboard.press('Enter');
            require((await page.locator('.tile.large').count()) === 1, 'the chosen camera is not large');
            await page.keyboard.press('Escape');
            await eventually(() => page.locator('.tile.large').count(), count => count === 0, 'the large camera');
            await page.keyboard.press('2');
            await page.getByText('Camera offline').waitFor();
        });
        if (size === 'wide') {
            await check('console: it says when it is not current, keeps what it had, and is current again by itself', async () => {
                await page.keyboard.press('1');
                await page.getByRole('row', { name: /Pakuwon/ }).waitFor();
                world.goAway();
                await page.getByText(/^Not current/).waitFor();
                require((await page.locator('.rows-body [role="row"]').count()) >= 4, 'the sites are gone');
                await requireUsable(page, 'lost-wide');
                await world.comeBack();
                await page.getByText(/^Not current/).waitFor({ state: 'hidden' });
            });
        }
        await page.context().close();
    }

    await check('console: whoever is no operator is told so, and an operator of one site sees that one', async () => {
        const viewer = await world.system.token('--role', 'viewer');
        const page = await open(browser, `operator#token=${encodeURIComponent(viewer)}`, { at: world.base });
        await page.getByText('The console needs the role operator or admin.').waitFor();
        await requireUsable(page, 'door');
        await page.context().close();
        const own = await world.system.token('--role', 'operator', '--location', troubled);
        const desk = await open(browser, `operator#token=${encodeURIComponent(own)}`, { at: world.base });
        await desk.getByText('1 of 1 sites').waitFor();
        await desk.keyboard.press('2');
        await eventually(() => desk.locator('.rows-body [role="row"]').allTextContents(), rows => rows.length > 0 && rows.every(row => row.includes('Hospital')), 'the alarms of the own site');
        await desk.context().close();
    });

    const admin = await world.system.token('--role', 'admin');
    // Nothing listens there: what is sent waits, with the reason.
    await world.system.send(admin, 'PUT', 'webhooks/tickets', { url: 'http://127.0.0.1:9/hook', secret: 'a-secret-of-24-characters' });
    await world.system.send(admin, 'PUT', 'notifications/night-shift', { receiver: 'webhook', target: 'tickets', rank: 'high', hours: 'Mo-Su 20:00-06:00', timeZone: 'Asia/Jakarta', coolDownSeconds: 600 });
    for (const [size, viewport] of [
        ['wide', desktop],
        ['phone', phone],
    ]) {
        const page = await open(browser, `operator#token=${encodeURIComponent(admin)}`, { viewport, scheme: size === 'wide' ? 'dark' : 'light', at: world.base });
        await check(`console, ${size}: an admin sees who is told, tries a webhook and sees what was delivered, by keyboard`, async () => {
            await page.getByRole('row', { name: /Pakuwon/ }).waitFor();
            await page.keyboard.press('4');
            await page.getByText('night-shift').waitFor();
            await page.getByText(/high and worse · all sites · Mo-Su 20:00-06:00 Asia\/Jakarta/).waitFor();
            await page.getByRole('button', { name: 'Send a test' }).focus();
            await page.keyboard.press('Enter');
            await page.getByText(/^Test: waiting · /).first().waitFor();
            await requireUsable(page, `notifications-${size}`);
        });
        await check(`console, ${size}: alarms that are over are found`, async () => {
            await page.keyboard.press('2');
            await page.getByLabel('Show').selectOption('cleared');
            await page.getByText(/ of \d+ alarms$/).waitFor();
            await requireUsable(page, `cleared-${size}`);
        });
        await page.context().close();
    }
}
