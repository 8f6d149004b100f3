/** Shared by all checks of the page: asking, waiting, opening and counting. */
import { join } from 'node:path';

export const base = (process.env.BASE_URL ?? 'http://localhost:5000').replace(/\/$/, '');
export const token = process.env.OPERATOR_TOKEN;

/** Sets up and removes what a check needs, with ADMIN_TOKEN: an operator may not remove anything. */
export async function send(method, address, body) {
    const response = await fetch(address, {
        method,
        headers: { authorization: `Bearer ${process.env.ADMIN_TOKEN}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    require(response.ok, `${method} ${address} answered ${response.status}: ${await response.text()}`);
}
export const folder = process.env.SCREENSHOTS;
export const location = 'pakuwon-basement';
export const level = 'upper-basement';
/** "Eventually", milliseconds: no check passes or fails by speed. */
const patience = 30_000;
export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

const count = { passed: 0, failed: 0 };

export async function check(name, run) {
    try {
        await run();
        count.passed += 1;
        console.log(`ok ${count.passed + count.failed} - ${name}`);
    } catch (error) {
        count.failed += 1;
        console.log(
            `not ok ${count.passed + count.failed} - ${name}\n  ${String(error?.message ?? error)
                .split('\n')
                .slice(0, 6)
                .join('\n  ')}`,
        );
    }
}

export function require(condition, message) {
    if (!condition) throw new Error(message);
}

/** Asks until the answer is good, and fails with what was heard last. */
export async function eventually(ask, isGood, what, limit = patience) {
    const end = Date.now() + limit;
    for (;;) {
        const heard = await ask();
        if (isGood(heard)) return heard;
        require(Date.now() < end, `${what}: still ${JSON.stringify(heard)} after ${limit / 1000} s`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}

export async function api(path, body) {
    const response = await fetch(`${base}/api/v1/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    require(response.ok, `${path} answered ${response.status}: ${await response.clone().text()}`);
    return response.json();
}

/** The browser's errors, on any page. */
export const complaints = [];

export async function open(browser, fragment, { viewport = desktop, scheme = 'light', listen = true, at = base, prepare, ...more } = {}) {
    const context = await browser.newContext({ viewport, colorScheme: scheme, locale: 'en-GB', ...more });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    if (listen) {
        page.on('console', message => {
            // A camera of which no picture is kept answers 404, and so does a gateway without an authority. The browser writes that down by itself.
            const isExpected = /snapshot\.jpg\?start=false|\/api\/v1\/sign-in$/.test(message.location().url) && message.text().includes('404');
            if (message.type() === 'error' && !isExpected) complaints.push(`console: ${message.text()} (${message.location().url})`);
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
    await page.goto(`${at}/${fragment}`);
    return page;
}

export async function shoot(page, name) {
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Plays the first camera, as a driver does. */
export async function play(page) {
    await page.locator('.camera-stage[data-action="watch"] .camera-main').first().click();
    return eventually(
        () => sampleCanvas(page),
        sample => sample !== null,
        'a picture',
    );
}

export const levelNumber = page => page.locator(`[data-level="${level}"] .level-free`);

/** A hash of the pixels of the enlarged or else the first camera, and how far they spread; nothing while it is not live. */
export function sampleCanvas(page) {
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

/** Says how many checks held. */
export function close() {
    console.log(`${count.passed} passed, ${count.failed} failed`);
    return count.failed === 0;
}
