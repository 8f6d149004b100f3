/** What goes wrong: the server, the camera, the connection. */
import { check, eventually, require } from '../../web/e2e/support.mjs';
import { badgeOf, connected, look, numberIs, openApp } from './screens.mjs';
import { spoken } from './spoken.mjs';
import { mall } from './world.mjs';

/** After a restart the right number is there within this, milliseconds (issue App, "It must show" 2). */
const rightAgain = 2000;

/** Every trouble, in every language. */
export async function checkTrouble(browser, world) {
    for (const locale of Object.keys(spoken)) {
        await checkWrongServer(browser, world, locale);
        await checkLosses(browser, world, locale);
    }
}

const nameIn = locale => screen => `${locale.slice(0, 2)}-${screen}`;

async function checkWrongServer(browser, world, locale) {
    const words = spoken[locale];
    const name = nameIn(locale);
    await check(`${name('list-wrong-server')}: a wrong server is said to be wrong, and can be mended`, async () => {
        const page = await openApp(browser, world, { settings: { server: 'http://localhost:9' }, locale });
        await page.getByTestId('unreachable').waitFor();
        await look(page, name('list-wrong-server'));
        await page.getByText(words.change).click();
        await page.getByLabel(words.label).fill('http://parking.example');
        await page.getByText(words.connect, { exact: true }).click();
        await page.getByText(words.unencrypted).waitFor();
        await page.getByLabel(words.label).fill(world.app.address);
        await page.getByText(words.connect, { exact: true }).click();
        await page.getByText(words.foreign).waitFor();
        await page.getByLabel(words.label).fill(`${world.system.base}/#/${mall}`);
        await page.getByText(words.connect, { exact: true }).click();
        await page.getByTestId('level-busy').waitFor();
        await page.context().close();
    });
}

/** The camera dies and lives again, and then the system is killed and started again. */
async function checkLosses(browser, world, locale) {
    const words = spoken[locale];
    const name = nameIn(locale);
    const page = await openApp(browser, world, { at: `/location/${mall}`, settings: connected(world), locale });
    await page.getByLabel(`${words.watch} Ramp`).click();
    await eventually(
        () => badgeOf(page, 'mall-ramp'),
        said => said === words.live,
        'the badge says live',
    );
    await check(`${name('camera-offline')}: a camera that dies is not live any more`, async () => {
        world.camera.stop();
        try {
            await eventually(
                () => badgeOf(page, 'mall-ramp'),
                said => said === words.offline,
                'the badge says offline',
            );
            await page.getByTestId('camera-mall-ramp').scrollIntoViewIfNeeded();
            await look(page, name('camera-offline'));
        } finally {
            await world.camera.start();
        }
    });
    await check(`${name('connection-lost')}: a gateway that restarts is said to be away, and the number is right again within 2 s`, async () => {
        const free = await world.enter('busy');
        await numberIs(page, 'busy', free);
        const restarted = world.system.restart();
        await page.getByTestId('lost').waitFor();
        await page.getByTestId('free').scrollIntoViewIfNeeded();
        await look(page, name('connection-lost'));
        await restarted;
        const right = await world.enter('busy', 3);
        const since = Date.now();
        await numberIs(page, 'busy', right, rightAgain);
        console.log(`# right ${Date.now() - since} ms after the first reading of the restarted gateway`);
        await eventually(
            () => page.getByTestId('lost').count(),
            count => count === 0,
            'the banner goes',
        );
        require(await page.getByTestId('level-busy').isVisible(), 'the level is gone');
    });
    await page.context().close();
}
