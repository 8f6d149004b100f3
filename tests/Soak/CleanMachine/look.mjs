/**
 * Looks at one thing that a demo site has to show: node look.mjs WEB_FOLDER locations|numbers|picture|page
 *
 * BASE_URL  where the system runs
 * TOKEN     an operator's token
 */
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [web, what] = process.argv.slice(2);
const base = process.env.BASE_URL;
const names = ['Pakuwon Mall Basement', 'Harbour Station Park & Ride', 'City Hospital Garage'];
const patience = 60_000;

async function eventually(ask, isGood, expected) {
    const end = Date.now() + patience;
    for (;;) {
        const heard = await ask();
        if (isGood(heard)) return heard;
        if (Date.now() > end) throw new Error(`${expected}: still ${JSON.stringify(heard)?.slice(0, 500)} after ${patience / 1000} s`);
        await new Promise(next => setTimeout(next, 250));
    }
}

const get = path => fetch(`${base}${path}`, { headers: { authorization: `Bearer ${process.env.TOKEN}` } });
const overview = async () => (await get('/api/v1/overview')).json();

const looks = {
    locations: () => eventually(overview, seen => names.every(name => seen.locations?.some(location => location.name === name)), 'three locations'),
    numbers: async () => {
        const versions = seen => Object.fromEntries(seen.locations.map(location => [location.id, location.version]));
        const first = versions(await overview());
        await eventually(overview, seen => Object.entries(versions(seen)).every(([id, version]) => version > first[id]), 'the numbers of all locations move');
    },
    picture: async () => {
        const taken = async () => {
            const answer = await get('/api/v1/cameras/pakuwon-upper/snapshot.jpg');
            const bytes = Buffer.from(await answer.arrayBuffer());
            return answer.ok ? { jpeg: bytes.readUInt16BE(0) === 0xffd8, bytes: bytes.length } : { status: answer.status, said: bytes.toString() };
        };
        await eventually(taken, seen => seen.jpeg && seen.bytes > 5_000, 'a picture');
    },
    page: async () => {
        const { chromium } = createRequire(join(resolve(web), 'package.json'))('playwright-core');
        const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
        try {
            const page = await browser.newPage();
            await page.goto(`${base}/#token=${process.env.TOKEN}`);
            await eventually(() => page.textContent('body'), text => names.every(name => text.includes(name)), 'the page shows three locations');
        } finally {
            await browser.close();
        }
    },
};

await looks[what]();
