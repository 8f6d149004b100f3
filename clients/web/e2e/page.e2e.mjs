/**
 * Drives the page in a real browser against a running system with the demo site, and says what holds.
 *
 * BASE_URL        where the system runs (http://localhost:5000)
 * OPERATOR_TOKEN  a token that may send readings of pakuwon-basement; without it those checks are left out
 * SIGN_IN_…       who signs in, where the system has an authority; see sign-in.mjs
 * ADMIN_TOKEN     a token that may remove what the checks made
 * SERVER_PID      the system's process; when given it is stopped (SIGTERM) as the last check
 * README_PICTURES folder that keeps the pictures of the README, such as docs/images; without it they are only made and checked
 * SCREENSHOTS     folder for pictures of every state; none are taken without it
 * ONLY            names of parts, such as checkUndo,checkPhone; all are run without it
 * CHROMIUM        the browser (/usr/bin/chromium)
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { checkDesktop, checkPhone } from './driver.mjs';
import { checkFinding, checkLanguages, checkPlaying, checkSteady } from './everyday.mjs';
import { checkFrontDoor } from './front-door.mjs';
import { checkGarage } from './garage.mjs';
import { checkExpiredToken, checkNotes, checkOperator } from './operator.mjs';
import { checkSignIn } from './sign-in.mjs';
import { checkUndo } from './undo.mjs';
import { checkMjpeg, checkOutage, checkSlowStart, checkStoppedServer, checkWaking } from './outage.mjs';
import { check, close, complaints, folder, require } from './support.mjs';

if (folder) mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
    const only = process.env.ONLY?.split(',');
    const drivers = [checkDesktop, checkPhone, checkPlaying, checkFinding, checkLanguages, checkSteady];
    const operators = [checkOperator, checkUndo, checkNotes, checkGarage, checkExpiredToken, checkSignIn];
    const parts = [checkFrontDoor, ...drivers, ...operators, checkMjpeg, checkSlowStart, checkOutage, checkWaking];
    for (const part of parts) {
        if (only !== undefined && !only.includes(part.name)) continue;
        await part(browser).catch(error => check(part.name, () => Promise.reject(error)));
    }
    await check('no console errors, no exceptions, no violations of the content security policy', async () => {
        require(complaints.length === 0, complaints.join('\n'));
    });
    await checkStoppedServer(browser).catch(error => check(checkStoppedServer.name, () => Promise.reject(error)));
} finally {
    await browser.close();
}
process.exitCode = close() ? 0 : 1;
