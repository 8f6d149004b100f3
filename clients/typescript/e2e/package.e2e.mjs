/**
 * Packs the package, installs it as a user would, and runs the examples of docs/mobile.md and the sketch's app against a running system with
 * the demo site, in a real browser and on Node. Settings: BASE_URL and CHROMIUM, as for the page's checks.
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { base, check, close, eventually, require, token } from '../../web/e2e/support.mjs';
import { UserApp } from './user-app.mjs';

/** The management port of the system. */
const management = process.env.MANAGEMENT_URL ?? 'http://127.0.0.1:9464';

/** SignalR and MessagePack included, bytes. */
const largestCore = 60 * 1024;
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const app = new UserApp();

const strict = {
    target: 'ES2022',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: ['node'],
    allowJs: true,
    checkJs: true,
};

await check('the package installs from its tarball, and carries its licence and types', async () => {
    await app.install();
    for (const file of ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/react/index.d.ts', 'dist/socket-service/index.js'])
        require(app.packed.includes(file), `${file} is missing`);
    require(!app.packed.some(file => /^(test|e2e)\//.test(file)), 'tests are packed');
    app.writeExamples(base);
});

await check('every example passes a strict type check, in an app for bundlers and in one for Node', async () => {
    const dom = { ...strict, lib: ['ES2022', 'DOM', 'DOM.Iterable'], jsx: 'react-jsx', module: 'ESNext', moduleResolution: 'bundler' };
    app.write('tsconfig.web.json', JSON.stringify({ compilerOptions: dom, include: ['web', 'react', 'sketch'] }));
    await app.run('tsc', '-p', 'tsconfig.web.json');
    const node = { ...strict, lib: ['ES2022'], module: 'NodeNext', moduleResolution: 'NodeNext', noImplicitAny: false };
    app.write('tsconfig.node.json', JSON.stringify({ compilerOptions: node, include: ['node'] }));
    await app.run('tsc', '-p', 'tsconfig.node.json');
});

await check('the Node script prints numbers and two pictures', async () => {
    const printed = await app.node('node/watch.mjs', base);
    require(/: \d+ free \(live\)/.test(printed), printed);
    require(/pictures \d+ and \d+, \d{3,} bytes of image\/jpeg/.test(printed), printed);
});

await check(`the core has at most ${largestCore / 1024} KB with SignalR and MessagePack, gzipped`, async () => {
    app.write('size/main.js', "import { LiveParkingClient } from '@live-parking/client'; globalThis.client = LiveParkingClient;");
    app.write('size/index.html', '<script type="module" src="./main.js"></script>');
    await build('size');
    const script = readFileSync(join(app.folder, 'size/dist', scriptOf('size')));
    const size = gzipSync(script, { level: 9 }).length;
    console.log(`# the core has ${(size / 1024).toFixed(1)} KB gzipped`);
    require(size <= largestCore, `it has ${size} bytes`);
});

const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://app').pathname).replace(/\/$/, '/index.html');
    const file = join(app.folder, path.replace(/^\/(\w+)\//, '/$1/dist/'));
    if (!existsSync(file)) {
        response.writeHead(path.endsWith('favicon.ico') ? 204 : 404).end();
        return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

await check('the web page shows numbers and a picture that moves', async () => {
    await build('web');
    const page = await open('web');
    await eventually(() => page.locator('#free').textContent(), text => /^\d+ free of \d+$/.test(text ?? ''), 'the number');
    await eventually(() => page.locator('#age').textContent(), text => text === 'live', 'the link');
    await moves(page, 'canvas');
    await leave(page);
});

await check('the React app shows numbers and a picture that moves, in strict mode', async () => {
    await build('react');
    const page = await open('react');
    await eventually(() => page.locator('[data-level="upper-basement"]').textContent(), text => /: \d+ free$/.test(text ?? ''), 'the number');
    await eventually(() => page.locator('main').getAttribute('data-state'), state => state === 'connected', 'the connection');
    await eventually(() => page.locator('canvas').getAttribute('data-picture'), picture => picture === 'live', 'the picture');
    await moves(page, 'canvas');
    await leave(page);
});

await check('the sketch’s page runs with only its import changed: numbers change, the picture moves, leaving ends the watch', async () => {
    await build('sketch');
    const page = await open('sketch');
    const free = () => page.locator('[data-level="upper-basement"]').textContent();
    const first = await eventually(free, text => text !== '45 of 150, 105 free', 'the number of the gateway');
    const changed = eventually(free, text => text !== first, 'a number that changed');
    await report();
    await changed;
    await moves(page, 'img');
    const others = await watches();
    await page.getByRole('button').click();
    await eventually(watches, count => count < others, 'the watch that ended');
    require((await free()) !== '', 'the numbers went with the footage');
    await page.getByRole('button').click();
    await moves(page, 'img');
    await leave(page);
});

await browser.close();
server.close();
app.remove();
process.exitCode = close() ? 0 : 1;

async function build(folder) {
    await app.run('vite', 'build', folder, '--base', './', '--logLevel', 'warn');
}

function scriptOf(folder) {
    return /src="\.\/([^"]+\.js)"/.exec(app.read(`${folder}/dist/index.html`).toString())[1];
}

async function open(folder) {
    const page = await (await browser.newContext()).newPage();
    page.complaints = [];
    page.on('pageerror', error => page.complaints.push(error.message));
    page.on('console', message => message.type() === 'error' && page.complaints.push(message.text()));
    await page.goto(`${origin}/${folder}/`);
    return page;
}

/** Closes a page, whose watches then end. */
async function leave(page) {
    require(page.complaints.length === 0, page.complaints.join('\n'));
    await page.context().close();
    await eventually(watches, count => count === 0, 'watches after the page was left');
}

/** How many watches the gateway has. */
async function watches() {
    const metrics = await (await fetch(`${management}/metrics`)).text();
    return metrics
        .split('\n')
        .filter(line => line.startsWith('liveparking_gateway_watches'))
        .reduce((sum, line) => sum + Number(/} ([\d.]+)/.exec(line)?.[1] ?? 0), 0);
}

/** Sends one entry, so that a number changes whatever the demo's traffic does. */
async function report() {
    const response = await fetch(`${base}/api/v1/locations/pakuwon-basement/levels/upper-basement/readings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
            readings: [{ id: crypto.randomUUID(), sensorId: 'package-test', at: new Date().toISOString(), kind: 'entry', count: 5 }],
        }),
    });
    require(response.ok, await response.text());
}

/** Waits until what an element shows has changed twice. */
async function moves(page, selector) {
    const sample = () =>
        page.evaluate(wanted => {
            const element = document.querySelector(wanted);
            if (!(element?.width > 0) || (element instanceof HTMLImageElement && element.naturalWidth === 0)) return null;
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [64, 36];
            canvas.getContext('2d').drawImage(element, 0, 0, 64, 36);
            return canvas.toDataURL();
        }, selector);
    const first = await eventually(sample, picture => picture !== null, 'a picture');
    const second = await eventually(sample, picture => picture !== null && picture !== first, 'a picture that differs');
    await eventually(sample, picture => picture !== null && picture !== second, 'one more');
}
