/**
 * The pictures of the README: a driver's phone, an operator's desk, and an animation of a reading that changes a number.
 *
 * README_PICTURES  folder that keeps them (docs/images); without it they are made beside the other screenshots and only checked
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { api, base, check, desktop, eventually, level, levelNumber, location, open, phone, play, require, token } from './support.mjs';

const mostBytes = 2_000_000;
const framesPerSecond = 5;
/** Frames before the command is shown, while it waits, and after its answer. */
const still = { before: 4, command: 6, after: 8 };

export async function checkFrontDoor(browser) {
    if (!token) {
        console.log('# no OPERATOR_TOKEN: the pictures of the README are left out');
        return;
    }
    const work = mkdtempSync(join(tmpdir(), 'live-parking-pictures-'));
    const file = name => join(work, name);
    await check('the README shows the page as it is: a phone and a desk', async () => {
        const driver = await open(browser, `#/${location}`, { viewport: phone });
        await play(driver);
        await driver.screenshot({ path: file('phone.png') });
        await driver.context().close();
        const operator = await open(browser, `#token=${encodeURIComponent(token)}`, { viewport: desktop });
        await operator.locator('.role-badge:not([hidden])').waitFor();
        await operator.goto(`${base}/#/${location}`);
        await operator.locator('.camera-stage[data-tone="live"]').nth(1).waitFor();
        await operator.screenshot({ path: file('operator.png') });
        await operator.context().close();
    });
    await check('the README shows a reading that changes a number, in less than 2 MB', async () => {
        const page = await open(browser, `#/${location}`, { viewport: { width: phone.width, height: 560 } });
        const free = async () => Number(((await levelNumber(page).textContent()) ?? '').replace(/,/g, ''));
        const before = await eventually(free, Number.isFinite, 'the number');
        let frame = 0;
        const film = async count => {
            for (let left = count; left > 0; left -= 1) {
                await page.screenshot({ path: file(`frame-${String(frame).padStart(3, '0')}.png`) });
                frame += 1;
            }
        };
        await film(still.before);
        await caption(page, '$ curl … -d \'{"readings":[{"kind":"entry","count":20,…}]}\'');
        await film(still.command);
        const kind = before > 40 ? 'entry' : 'exit';
        const { results } = await api(`locations/${location}/levels/${level}/readings`, {
            readings: [{ id: crypto.randomUUID(), sensorId: 'readme', at: new Date().toISOString(), kind, count: 20 }],
        });
        require(results[0].outcome === 'accepted', `the reading was ${results[0].outcome}`);
        await eventually(free, now => Math.abs(now - before) >= 10, `the number after 20 cars, from ${before}`);
        await caption(page, '{"results":[{"outcome":"accepted"}], …}');
        await film(still.after);
        // The next pictures start from the number that was there.
        await api(`locations/${location}/levels/${level}/readings`, {
            readings: [{ id: crypto.randomUUID(), sensorId: 'readme', at: new Date().toISOString(), kind: kind === 'entry' ? 'exit' : 'entry', count: 20 }],
        });
        await page.context().close();
        const made = spawnSync(
            'ffmpeg',
            [
                '-v', 'error', '-y', '-framerate', String(framesPerSecond), '-i', file('frame-%03d.png'),
                '-vf', 'split[a][b];[a]palettegen=max_colors=96[p];[b][p]paletteuse=dither=none', '-loop', '0', file('reading.gif'),
            ],
            { encoding: 'utf8' },
        );
        require(made.status === 0, `ffmpeg: ${made.error ?? made.stderr}`);
        const bytes = statSync(file('reading.gif')).size;
        require(bytes < mostBytes, `the animation has ${bytes} bytes`);
        console.log(`# the animation has ${Math.round(bytes / 1000)} KB`);
    });
    const kept = process.env.README_PICTURES;
    if (kept) {
        mkdirSync(kept, { recursive: true });
        for (const name of ['phone.png', 'operator.png', 'reading.gif']) copyFileSync(file(name), join(kept, name));
    }
}

/** A line of a terminal below the page. */
async function caption(page, text) {
    await page.evaluate(line => {
        const terminal = document.querySelector('#readme-terminal') ?? document.body.appendChild(document.createElement('pre'));
        terminal.id = 'readme-terminal';
        Object.assign(terminal.style, {
            position: 'fixed', left: '0', right: '0', bottom: '0', margin: '0', padding: '10px 12px', zIndex: '1000',
            background: '#111', color: '#d5f5d5', font: '12px/1.4 monospace', whiteSpace: 'pre-wrap',
        });
        terminal.textContent = line;
    }, text);
}
