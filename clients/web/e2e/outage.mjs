/** The page when it loses the system, and the stream for clients without SignalR. */
import { api, check, eventually, level, levelNumber, location, open, play, require, sampleCanvas, shoot, token } from './support.mjs';

const serverPid = Number(process.env.SERVER_PID ?? 0);

/** Cuts the page's connections, not the server: the banner, the kept numbers, and the way back. */
export async function checkOutage(browser) {
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
        await play(page);
        isCut = true;
        for (const socket of sockets) await socket.close();
        await page.getByText(/Connection lost|No connection/).first().waitFor();
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

/** Longer than the page waits before it calls a connection that broke lost, milliseconds. */
const slowness = 4000;

/** A phone on a slow link shows no outage while it is still connecting. */
export async function checkSlowStart(browser) {
    const page = await open(browser, `#/${location}`, {
        prepare: async page => {
            await page.addInitScript(() => {
                globalThis.linksShown = [];
                new MutationObserver(() => globalThis.linksShown.push(document.body.dataset.link)).observe(document, {
                    subtree: true,
                    attributeFilter: ['data-link'],
                });
            });
            await page.routeWebSocket(/\/hubs\/parking/, async socket => {
                await new Promise(resolve => setTimeout(resolve, slowness));
                socket.connectToServer();
            });
        },
    });
    await check('a first connection that is slow is not called lost', async () => {
        const shown = await eventually(
            () => page.evaluate(() => globalThis.linksShown),
            links => links.includes('live'),
            'connection',
        );
        require(!shown.includes('lost'), `the page said ${shown.join(', ')}`);
    });
    await page.context().close();
}

/** The stream for clients without SignalR. */
export async function checkMjpeg(browser) {
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

export async function checkStoppedServer(browser) {
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
        await page.getByText(/Connection lost|No connection/).first().waitFor();
        await shoot(page, 'desktop-server-gone');
    });
    await page.context().close();
}

/** A connection that the system killed silently, as it does for a sleeping phone: its data is lost, and it stays open. */
export async function checkWaking(browser) {
    if (!token) return;
    const connections = [];
    const page = await open(browser, `#/${location}`, {
        prepare: page =>
            page.routeWebSocket(/\/hubs\//, socket => {
                const connection = { isLost: false };
                connections.push(connection);
                const server = socket.connectToServer();
                socket.onMessage(message => connection.isLost || server.send(message));
                server.onMessage(message => connection.isLost || socket.send(message));
            }),
    });
    await check('a page that wakes has the right number and a picture again, over a connection that was silently lost', async () => {
        const shown = async () => Number(((await levelNumber(page).textContent()) ?? '').replace(/,/g, ''));
        const atGateway = async () =>
            (await api(`locations/${location}`)).levels.find(({ levelId }) => levelId === level).spots.available;
        await play(page);
        for (const connection of connections) connection.isLost = true;
        const step = (await atGateway()) > 20 ? 'entry' : 'exit';
        await api(`locations/${location}/levels/${level}/readings`, {
            readings: [{ id: crypto.randomUUID(), sensorId: 'page-test', at: new Date().toISOString(), kind: step, count: 20 }],
        });
        const woke = performance.now();
        await page.evaluate(() => globalThis.dispatchEvent(new Event('pageshow')));
        await eventually(
            async () => Math.abs((await shown()) - (await atGateway())),
            difference => difference < 5,
            'the number that is shown, less the gateway’s',
        );
        console.log(`# the right number ${Math.round(performance.now() - woke)} ms after waking`);
        const before = await sampleCanvas(page);
        await eventually(
            () => sampleCanvas(page),
            sample => sample !== null && sample.hash !== before?.hash,
            'a new picture',
        );
        require(connections.length > 2, 'the lost connections were not replaced');
    });
    await page.context().close();
}
