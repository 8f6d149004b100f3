import { chromium } from 'playwright-core';
import { check, close } from './support.mjs';

/**
 * Runs checks in parts, in one browser against one world of systems, and sets the exit code. An early stop leaves no systems behind.
 *
 * PARTS     names with commas: only these parts
 * CHROMIUM  the browser (/usr/bin/chromium)
 *
 * @param parts The parts by name, in order. Each gets the browser and the world.
 * @param world Begins and ends the systems.
 * @param atTheEnd What is checked after all parts.
 */
export async function runParts(parts, world, atTheEnd = async () => {}) {
    const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
        handleSIGINT: false,
        handleSIGTERM: false,
    });
    const end = async () => {
        await browser.close();
        await world.end();
    };
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end().then(() => process.exit(1)));
    try {
        await world.begin();
        for (const part of process.env.PARTS?.split(',') ?? Object.keys(parts)) {
            const started = performance.now();
            await parts[part](browser, world).catch(error => check(part, () => Promise.reject(error)));
            console.log(`# ${part} took ${Math.round((performance.now() - started) / 1000)} s`);
        }
        await atTheEnd();
    } catch (error) {
        await check('the systems start', () => Promise.reject(error));
    } finally {
        await end();
    }
    process.exitCode = close() ? 0 : 1;
}
