/**
 * The usability of the page, in a real browser against separate systems: offline shell, every state (axe, width, a picture), keyboard, layout shifts, the operators' console,
 * announcements, memory. The systems have to be built (src/Standalone) and the page too.
 *
 * PROGRAM            LiveParking.Standalone.dll (that of the Debug build)
 * STATE_SCREENSHOTS  folder for pictures of every state (artifacts/screenshots)
 * PARTS, STATES      names with commas: only these parts (shell, states, keyboard, calm, desk, memory), only these states
 * LOOKS              'all': each state on a phone and on a desktop, light and dark, instead of two of the four
 * MEMORY_MINUTES     watches the memory for so many minutes instead of less than one
 * CHROMIUM           the browser (/usr/bin/chromium)
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { runParts } from '../run-parts.mjs';
import { checkCalm } from './calm-checks.mjs';
import { checkKeyboard } from './keyboard-checks.mjs';
import { checkDesk } from './desk-checks.mjs';
import { checkFlat, checkNoLeak } from './memory-checks.mjs';
import { checkShell } from './shell-checks.mjs';
import { checkStates } from './states-checks.mjs';
import { World } from './world.mjs';

const minutes = Number(process.env.MEMORY_MINUTES ?? 0);
const parts = {
    shell: checkShell,
    states: checkStates,
    keyboard: checkKeyboard,
    calm: checkCalm,
    desk: checkDesk,
    memory: (browser, world) => (minutes > 0 ? checkFlat(browser, world, minutes) : checkNoLeak(browser, world)),
};
await runParts(parts, new World());
