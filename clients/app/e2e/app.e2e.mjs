/**
 * Drives the web build of the app, on a phone of 390 by 844, against a real system. The system has to be built (src/Standalone) and the app exported.
 *
 * PROGRAM          LiveParking.Standalone.dll (that of the Debug build)
 * APP_SCREENSHOTS  folder for pictures of every screen (artifacts/app-screenshots)
 * PARTS            names with commas: only these parts (english, indonesian, driving, signIn, memory, trouble)
 * SIGN_IN_SERVER   LiveParking.SignInServer.dll (that of the Debug build), an authority for the part signIn
 * MEMORY_MINUTES   watches the memory for so many minutes instead of some seconds
 * CHROMIUM         the browser (/usr/bin/chromium)
 *
 * Prints a line for each check and at the end `N passed, N failed`; exits 1 when one failed.
 */
import { runParts } from '../../web/e2e/run-parts.mjs';
import { check, require } from '../../web/e2e/support.mjs';
import { checkDriving, checkScreens } from './everyday.mjs';
import { checkMemory } from './memory.mjs';
import { complaints } from './screens.mjs';
import { checkSignIn } from './sign-in.mjs';
import { checkTrouble } from './trouble.mjs';
import { World } from './world.mjs';

const parts = {
    english: (browser, world) => checkScreens(browser, world, 'en-GB'),
    indonesian: (browser, world) => checkScreens(browser, world, 'id-ID'),
    driving: checkDriving,
    signIn: checkSignIn,
    memory: (browser, world) => checkMemory(browser, world, Number(process.env.MEMORY_MINUTES ?? 0)),
    // The last: the camera dies and the system is killed.
    trouble: checkTrouble,
};
await runParts(parts, new World(), () => check('no exceptions in the app', async () => require(complaints.length === 0, complaints.join('\n'))));
