/**
 * Draws the icons of the installed page from public/icon.svg, with Chromium. Run it after a change of that file: node tools/make-icons.mjs
 *
 * CHROMIUM  the browser (/usr/bin/chromium)
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const folder = new URL('../public/', import.meta.url);
const svg = await readFile(new URL('icon.svg', folder), 'utf8');
/** A launcher cuts a maskable icon to a circle of 80 % of its width, so it has no round corners of its own and its sign is smaller. */
const maskable = svg.replace('rx="14" ', '').replace(/<path /, '<path transform="translate(8 8) scale(0.75)" ');

const icons = [
    ['icon-192', 192, svg],
    ['icon-512', 512, svg],
    ['maskable-192', 192, maskable],
    ['maskable-512', 512, maskable],
    // iOS rounds the corners itself.
    ['apple-touch-icon', 180, maskable],
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox', '--disable-gpu'] });
try {
    const page = await browser.newPage();
    for (const [name, size, drawing] of icons) {
        await page.setViewportSize({ width: size, height: size });
        await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`);
        await page.screenshot({ path: fileURLToPath(new URL(`icons/${name}.png`, folder)), omitBackground: true });
    }
} finally {
    await browser.close();
}
