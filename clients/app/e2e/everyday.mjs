/** What a driver does with the app: connect, find, look, choose. */
import { check, eventually, require } from '../../web/e2e/support.mjs';
import { badgeOf, connected, look, numberIs, numberOf, openApp, samplePicture } from './screens.mjs';
import { spoken } from './spoken.mjs';
import { mall } from './world.mjs';

/** Every screen, in one language. */
export async function checkScreens(browser, world, locale) {
    const words = spoken[locale];
    const name = screen => `${locale.slice(0, 2)}-${screen}`;
    const page = await openApp(browser, world, { locale });
    await page.getByText(words.type).waitFor();
    await look(page, name('welcome'));
    await page.getByText(words.type).click();
    await look(page, name('settings'));
    await page.getByLabel(words.label).fill('localhost:9');
    await page.getByText(words.connect, { exact: true }).click();
    await page.getByText(/localhost:9 (does not answer|tidak menjawab)/).waitFor();
    await look(page, name('settings-wrong-server'));
    await page.getByLabel(words.label).fill(world.server);
    await page.getByText(words.connect, { exact: true }).click();
    await page.getByTestId(`location-${mall}`).waitFor();
    await look(page, name('list'));
    await page.getByPlaceholder(words.search, { exact: true }).fill('zzz');
    await look(page, name('list-nothing-found'));
    await page.getByLabel(words.clear).click();
    await page.getByTestId(`star-${mall}`).click();
    await page.getByTestId(`location-${mall}`).click();
    await page.getByTestId('free').waitFor();
    await page.getByText(words.ev).click();
    await look(page, name('location'));
    await page.getByTestId('level-closed').scrollIntoViewIfNeeded();
    await look(page, name('location-levels'));
    await page.getByLabel(`${words.watch} Ramp`).click();
    await eventually(
        () => badgeOf(page, 'mall-ramp'),
        said => said === words.live,
        'the badge says live',
    );
    await check(`${name('live-footage')}: a camera that is not public says so, and offers no button`, async () => {
        await eventually(
            () => badgeOf(page, 'mall-office'),
            said => said === words.private,
            'the badge says private',
        );
        require((await page.getByTestId('camera-mall-office').getByRole('button').count()) === 0, 'a button is offered');
    });
    await page.getByTestId('notice').scrollIntoViewIfNeeded();
    await look(page, name('live-footage'));
    await page.getByTestId('directions').scrollIntoViewIfNeeded();
    await look(page, name('good-to-know'));
    await page.goto(`${world.app.address}/location/no-such-place`);
    await page.getByText(/no-such-place/).waitFor();
    await look(page, name('unknown-location'));
    await page.goto(`${world.app.address}/scan`);
    await look(page, name('scan'));
    await page.goto(`${world.app.address}/no/such/screen`);
    await look(page, name('no-such-screen'));
    await page.context().close();
}

export async function checkDriving(browser, world) {
    const page = await openApp(browser, world, { settings: connected(world) });
    await check('numbers of the list change when cars enter', async () => {
        await page.getByTestId(`location-${mall}`).waitFor();
        const before = await eventually(
            () => numberOf(page, mall),
            text => /^\d+$/.test(text),
            'a number',
        );
        await world.enter('busy');
        await numberIs(page, mall, Number(before) - 1);
    });
    await check('a search finds by address, and a favourite is first and kept', async () => {
        await page.getByPlaceholder('Search', { exact: true }).fill('basuki');
        const rows = page.getByTestId(/^location-/);
        await eventually(
            () => rows.count(),
            count => count === 1,
            'one location is found',
        );
        await page.getByTestId(`star-${mall}`).click();
        await page.getByLabel('Clear the search').click();
        await page.reload();
        await rows.first().waitFor();
        await eventually(
            () => rows.first().getAttribute('data-testid'),
            id => id === `location-${mall}`,
            'the favourite is first',
        );
    });
    await check('the nearest is first after a tap', async () => {
        await page.context().grantPermissions(['geolocation']);
        await page.context().setGeolocation({ latitude: -7.2625, longitude: 112.7405 });
        await page.getByTestId('nearest').click();
        await page.getByText('Nearest: Mall Garage, 0 m.').waitFor();
    });
    await page.getByTestId(`location-${mall}`).click();
    await check('numbers of a level change when cars enter, and the best level is named', async () => {
        const free = await world.enter('busy', 2);
        await numberIs(page, 'busy', free);
        await page.getByText('Go to Level 1').waitFor();
    });
    await check('the best level for the driver’s type is named', async () => {
        await page.getByText('EV charging').click();
        await page.getByText('Go to Level 2').waitFor();
        await page.getByText('Any spot').click();
        await page.getByText('Go to Level 1').waitFor();
    });
    await check('video begins with a tap, moves, and ends with another', async () => {
        await page.getByLabel('Watch Ramp').click();
        const first = await eventually(
            () => samplePicture(page, 'mall-ramp'),
            sample => sample !== null && sample.spread > 16,
            'a picture that is not blank',
        );
        await eventually(
            () => samplePicture(page, 'mall-ramp'),
            sample => sample !== null && sample.hash !== first.hash,
            'a picture that differs',
        );
        await eventually(
            () => badgeOf(page, 'mall-ramp'),
            words => words === 'Live',
            'the badge says live',
        );
        await page.getByLabel('Stop Ramp').click();
        await page.getByLabel('Watch Ramp').waitFor();
        await eventually(
            () => badgeOf(page, 'mall-ramp'),
            words => /^Picture /.test(words),
            'the badge says how old the kept picture is',
        );
    });
    await check('language and look change at once', async () => {
        await page.goto(`${world.app.address}/settings`);
        await page.getByText('Bahasa Indonesia').click();
        await page.getByText('Pengaturan', { exact: true }).waitFor();
        require((await page.evaluate(() => document.documentElement.lang)) === 'id', 'the page says another language');
        await page.getByText('Gelap').click();
        await eventually(
            () => page.evaluate(() => getComputedStyle(document.body).backgroundColor),
            colour => colour === 'rgb(13, 20, 28)',
            'the ground is dark',
        );
        await page.getByText('English').click();
        await page.getByText('Light').click();
        await page.getByText('Settings', { exact: true }).waitFor();
        await eventually(
            () => page.evaluate(() => getComputedStyle(document.body).backgroundColor),
            colour => colour === 'rgb(241, 244, 248)',
            'the ground is light',
        );
    });
    await page.context().close();
}
