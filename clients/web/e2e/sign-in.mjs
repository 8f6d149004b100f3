/**
 * Signing in with the account of an organisation, where the gateway has an authority that shows a plain form (`username`, `password`, a submit
 * button, and one named `cancel` if it has that).
 *
 * SIGN_IN_USER      an operator there (guard)
 * SIGN_IN_PASSWORD  the password (guard-password)
 * SIGN_IN_LOCATION  a location of the operator's group, whose first level is counted by gates (pakuwon-basement)
 */
import { base, check, eventually, location, open, phone, require, shoot } from './support.mjs';

const user = process.env.SIGN_IN_USER ?? 'guard';
const password = process.env.SIGN_IN_PASSWORD ?? 'guard-password';
const place = process.env.SIGN_IN_LOCATION ?? location;

const badge = page => page.locator('.role-badge');
const button = page => page.getByRole('button', { name: 'Sign in', exact: true });
const problem = page => page.locator('[data-banner="sign-in"]:not([hidden])');
const controls = page => page.locator('[data-level] [data-reading]');

/** The tokens that the tab keeps, of a link or of a sign-in. */
const keptTokens = page =>
    page.evaluate(() => Object.keys({ ...sessionStorage, ...localStorage }).filter(key => ['live-parking.token', 'live-parking.sign-in'].includes(key)));

/** All addresses of the tab, also those before and after the present one. */
async function addresses(page) {
    const debug = await page.context().newCDPSession(page);
    const { entries } = await debug.send('Page.getNavigationHistory');
    await debug.detach();
    return entries.map(({ url }) => url);
}

async function requireNoCode(page) {
    const told = (await addresses(page)).filter(address => address.startsWith(`${base}/`) && /[?&](code|state|error)=/.test(address));
    require(told.length === 0, `the history of the tab has ${told.join(', ')}`);
}

/** Presses the button by keyboard, and answers with the address at which the form is. */
async function goToForm(page, origin) {
    await button(page).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(url => url.origin === origin);
    await page.locator('[name="password"]').waitFor();
    return new URL(page.url());
}

export async function checkSignIn(browser) {
    const answer = await fetch(`${base}/api/v1/sign-in`);
    if (answer.status === 404) {
        console.log('# the gateway has no authority: the checks of signing in are left out');
        return;
    }
    const { authority, clientId, scope } = await answer.json();
    const { origin } = new URL(authority);
    // The console is not listened to: the pages of the authority are its own.
    const page = await open(browser, `#/${place}`, { viewport: { width: 360, height: 800 }, listen: false });
    const fits = async what => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        require(wide <= 360, `${what} is ${wide} px wide on a screen of 360`);
    };
    await check('a visitor is offered to sign in, and nothing that only an operator may', async () => {
        await button(page).waitFor();
        await page.locator('[data-level]').first().waitFor();
        require(!(await badge(page).isVisible()), 'there is a badge without a token');
        require((await controls(page).count()) === 0, 'a visitor has an operator’s controls');
        await fits('the page that offers to sign in');
        await shoot(page, 'phone-sign-in');
    });
    await check('the page leaves for the authority, with a code challenge and a state', async () => {
        const { searchParams } = await goToForm(page, origin);
        const expected = { client_id: clientId, redirect_uri: `${base}/`, response_type: 'code', scope, code_challenge_method: 'S256' };
        for (const [name, value] of Object.entries(expected)) require(searchParams.get(name) === value, `${name} is ${searchParams.get(name)}`);
        for (const name of ['code_challenge', 'state']) require((searchParams.get(name) ?? '').length >= 32, `${name} is ${searchParams.get(name)}`);
    });
    await check('who signs in comes back to the same location, with the badge of the role and without a code in the address', async () => {
        await page.locator('[name="username"]').fill(user);
        await page.locator('[name="password"]').fill(password);
        await page.locator('[type="submit"]').first().click();
        await badge(page).waitFor();
        await eventually(() => badge(page).innerText(), text => /Operator\s*Sign out/.test(text), 'the badge');
        require(page.url() === `${base}/#/${place}`, `the address is ${page.url()}`);
        await requireNoCode(page);
        require(!(await button(page).isVisible()), 'the button to sign in is still there');
        await fits('the page with the badge');
    });
    await check('an operator who signed in posts one car in and one car out', async () => {
        const card = page.locator('[data-level]').first();
        await card.locator('[data-reading="entry"]').click();
        await card.getByText('Stored: one car in').waitFor();
        await card.locator('[data-reading="exit"]').click();
        await card.getByText('Stored: one car out').waitFor();
        await page.emulateMedia({ colorScheme: 'dark' });
        await shoot(page, 'phone-signed-in-dark');
        await page.emulateMedia({ colorScheme: 'light' });
    });
    await check('the sign-in is kept for the tab', async () => {
        await page.reload();
        await badge(page).waitFor();
        await controls(page).first().waitFor();
        const kept = await keptTokens(page);
        require(kept.join() === 'live-parking.sign-in', `kept are ${kept.join(', ')}`);
        const other = await page.context().newPage();
        await other.goto(`${base}/#/${place}`);
        await button(other).waitFor();
        await other.close();
    });
    await check('who signs out has no badge, no token and no controls any more, and the session at the authority has ended', async () => {
        const requests = [];
        page.on('request', request => request.isNavigationRequest() && requests.push(request.url()));
        const { end_session_endpoint: end } = await (await fetch(`${authority.replace(/\/$/, '')}/.well-known/openid-configuration`)).json();
        await page.locator('.role-leave').click();
        if (end !== undefined) await eventually(() => requests, seen => seen.some(url => url.startsWith(end)), 'the navigation to the end of the session');
        await eventually(() => page.evaluate(() => document.readyState).catch(() => 'leaving'), state => state === 'complete', 'the page after signing out');
        // An authority may show a page of its own at the end.
        if (!page.url().startsWith(`${base}/`)) console.log(`# the authority ends at ${new URL(page.url()).origin}, not at the page`);
        await page.goto(`${base}/#/${place}`);
        await button(page).waitFor();
        require(!(await badge(page).isVisible()), 'the badge is still there');
        require((await controls(page).count()) === 0, 'the controls are still there');
        require((await keptTokens(page)).length === 0, 'a token is still kept');
    });
    await check('who cancels is told so, and looks on as a visitor', async () => {
        await goToForm(page, origin);
        const cancel = page.locator('[name="cancel"]');
        if ((await cancel.count()) > 0) await cancel.click();
        else await page.goto(`${base}/?error=access_denied&state=none`);
        await problem(page).getByText('The sign-in was cancelled.').waitFor();
        await requireNoCode(page);
        await shoot(page, 'phone-sign-in-cancelled');
        await fits('the page that says so');
        await page.locator('body[data-link="live"]').waitFor();
        await page.locator('[data-banner="sign-in"] button').click();
        await problem(page).waitFor({ state: 'hidden' });
        await button(page).waitFor();
    });
    await check('a response that belongs to no sign-in of the tab is refused', async () => {
        await page.goto(`${base}/?code=forged&state=forged#/${place}`);
        await problem(page).getByText('This sign-in was not begun in this tab.').waitFor();
        require(page.url() === `${base}/#/${place}`, `the address is ${page.url()}`);
        await requireNoCode(page);
        require((await keptTokens(page)).length === 0, 'a token is kept');
        await page.locator('body[data-link="live"]').waitFor();
    });
    await check('an authority that is away is told before the page is left', async () => {
        await page.route(url => url.origin === origin, route => route.abort());
        await button(page).click();
        await problem(page).getByText('The sign-in service can’t be reached.').waitFor();
        require(page.url().startsWith(`${base}/`), `the page left for ${page.url()}`);
    });
    await page.context().close();

    const desk = await open(browser, 'operator#/alarms', { listen: false });
    await check('whoever signs in on the console comes back to it, and sees the sites of the own group', async () => {
        await button(desk).click();
        await desk.locator('[name="username"]').fill(user);
        await desk.locator('[name="password"]').fill(password);
        await desk.locator('[type="submit"]').first().click();
        await desk.waitForURL(`${base}/operator#/alarms`);
        await desk.getByRole('link', { name: 'Overview' }).click();
        await desk.getByText('1 of 1 sites').waitFor();
        await requireNoCode(desk);
        await desk.getByRole('button', { name: 'Leave' }).click();
        await desk.waitForURL(url => url.origin === new URL(base).origin);
    });
    await desk.context().close();

    const indonesian = await open(browser, `#/${place}`, { viewport: phone, listen: false, locale: 'id-ID' });
    await check('the offer to sign in is made in Indonesian too', () => indonesian.getByRole('button', { name: 'Masuk', exact: true }).waitFor());
    await indonesian.context().close();
}
