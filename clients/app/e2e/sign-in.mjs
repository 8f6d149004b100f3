/** Signing in with the account of an organisation, at a real authority, in the window that the app opens. */
import { check, eventually, require } from '../../web/e2e/support.mjs';
import { badgeOf, look, openApp, samplePicture } from './screens.mjs';
import { guard, office, privateCamera, SignInWorld } from './sign-in-world.mjs';
import { spoken } from './spoken.mjs';

export async function checkSignIn(browser, world) {
    const own = new SignInWorld();
    try {
        await own.begin();
        for (const locale of Object.keys(spoken)) await checkAccount(browser, { app: world.app, ...own }, locale);
    } finally {
        await own.end();
    }
}

const who = page => page.getByTestId('account-who');

/** What the tab keeps of a sign-in. */
const kept = page => page.evaluate(() => Object.keys(sessionStorage).filter(key => key.startsWith('live-parking.sign-in')));

/** The access token that the tab keeps ends, and what else it keeps changes. */
const endToken = (page, change = {}) =>
    page.evaluate(changed => {
        const [key] = Object.keys(sessionStorage).filter(name => name.startsWith('live-parking.sign-in'));
        const [head, , signature] = JSON.parse(sessionStorage[key]).accessToken.split('.');
        const accessToken = [head, btoa(JSON.stringify({ exp: 1 })), signature].join('.');
        sessionStorage[key] = JSON.stringify({ ...JSON.parse(sessionStorage[key]), accessToken, ...changed });
    }, change);

/** When the access token that the tab keeps ends, Unix seconds. */
const endOfToken = page =>
    page.evaluate(() => {
        const [key] = Object.keys(sessionStorage).filter(name => name.startsWith('live-parking.sign-in'));
        const [, payload] = JSON.parse(sessionStorage[key]).accessToken.split('.');
        return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/'))).exp;
    });

async function checkAccount(browser, world, locale) {
    const words = spoken[locale];
    const name = screen => `${locale.slice(0, 2)}-account-${screen}`;
    const page = await openApp(browser, world, { at: '/settings', settings: { server: world.system.base }, locale });
    const say = async (text, expected) => eventually(() => text.textContent(), heard => expected.test(heard), 'the sentence');
    const button = label => page.getByRole('button', { name: label, exact: true });
    /** Presses the button, and answers with the authority's window. */
    const openForm = async () => {
        const [form] = await Promise.all([page.waitForEvent('popup'), button(words.signIn).click()]);
        await form.locator('[name="password"]').waitFor();
        return form;
    };
    const fill = async form => {
        await form.locator('[name="username"]').fill(guard.name);
        await form.locator('[name="password"]').fill(guard.password);
        await form.locator('[type="submit"]').first().click();
    };

    await check(`${name('visitor')}: a visitor is offered to sign in`, async () => {
        await button(words.signIn).waitFor();
        require((await who(page).textContent()) === words.visitor, 'somebody is signed in');
        await page.getByTestId('account').scrollIntoViewIfNeeded();
        await look(page, name('visitor'));
    });
    await check(`${name('private')}: a private camera offers a visitor nothing to tap`, async () => {
        await page.goto(`${world.app.address}/location/${office}`);
        await eventually(() => badgeOf(page, privateCamera), said => said === words.private, 'the badge says private');
        require((await page.getByTestId(`camera-${privateCamera}`).getByRole('button').count()) === 0, 'a button is offered');
        await page.goto(`${world.app.address}/settings`);
    });
    await check(`${name('cancelled')}: who cancels is told so, whether at the authority or by closing its window`, async () => {
        const form = await openForm();
        await form.locator('[name="cancel"]').click();
        await say(page.getByTestId('account-problem'), words.cancelled);
        await look(page, name('cancelled'));
        await (await openForm()).close();
        await say(page.getByTestId('account-problem'), words.cancelled);
    });
    await check(`${name('signed-in')}: who signs in is named, and the window is gone`, async () => {
        const form = await openForm();
        const { searchParams } = new URL(form.url());
        const expected = { response_type: 'code', code_challenge_method: 'S256', redirect_uri: `${world.app.address}/` };
        for (const [key, value] of Object.entries(expected))
            require(searchParams.get(key) === value, `${key} is ${searchParams.get(key)}`);
        await fill(form);
        await say(who(page), new RegExp(`^${words.signedInAs} ${guard.name}$`));
        await eventually(() => form.isClosed(), isClosed => isClosed, 'the window is closed');
        await look(page, name('signed-in'));
    });
    await check(`${name('renewed')}: a token that has ended is renewed, and nobody notices`, async () => {
        await endToken(page);
        await page.reload();
        await eventually(() => endOfToken(page), end => end > Date.now() / 1000, 'the new token');
        await say(who(page), new RegExp(`^${words.signedInAs} ${guard.name}$`));
    });
    await check(`${name('watching')}: an operator of the group watches the private camera`, async () => {
        await page.goto(`${world.app.address}/location/${office}`);
        await page.getByLabel(`${words.watch} Door`).click();
        await eventually(() => badgeOf(page, privateCamera), said => said === words.live, 'the badge says live');
        const isPicture = sample => sample !== null && sample.spread > 16;
        await eventually(() => samplePicture(page, privateCamera), isPicture, 'a picture that is not blank');
        await page.getByTestId(`camera-${privateCamera}`).scrollIntoViewIfNeeded();
        await look(page, name('watching'));
    });
    await check(`${name('ended')}: who is not signed in any more is told so on every screen, and can sign in there`, async () => {
        await endToken(page, { refreshToken: 'spent' });
        await page.goto(world.app.address);
        await say(page.getByTestId('sign-in-ended'), words.ended);
        require((await kept(page)).length === 0, 'a token is kept');
        await look(page, name('ended'));
        await fill(await openForm());
        await eventually(() => kept(page), keys => keys.length === 1, 'the sign-in is kept');
        require((await page.getByTestId('sign-in-ended').count()) === 0, 'the sentence is still there');
    });
    await check(`${name('signed-out')}: who signs out is a visitor, here and at the authority, and keeps no token`, async () => {
        require((await kept(page)).length === 1, 'the sign-in is not kept');
        await page.goto(`${world.app.address}/settings`);
        const asked = [];
        page.context().on('request', request => asked.push(request.url()));
        const [farewell] = await Promise.all([page.waitForEvent('popup'), button(words.signOut).click()]);
        await say(who(page), new RegExp(`^${words.visitor}$`));
        await button(words.signIn).waitFor();
        await eventually(() => farewell.isClosed(), isClosed => isClosed, 'the window is closed');
        require(asked.some(url => url.startsWith(`${world.authority}/connect/logout`)), 'the session at the authority goes on');
        require((await page.getByTestId('account-problem').count()) === 0, 'a problem is shown');
        require((await kept(page)).length === 0, 'a token is kept');
        await look(page, name('signed-out'));
        await page.goto(`${world.app.address}/location/${office}`);
        await eventually(() => badgeOf(page, privateCamera), said => said === words.private, 'the badge says private');
        require((await page.getByTestId(`camera-${privateCamera}`).getByRole('button').count()) === 0, 'a button is offered');
    });
    await check(`${name('unreachable')}: an authority that is away is said to be away`, async () => {
        await page.goto(`${world.app.address}/settings`);
        await page.route(url => url.origin === world.authority, route => route.abort());
        await button(words.signIn).click();
        await say(page.getByTestId('account-problem'), words.unreachable);
        await look(page, name('unreachable'));
    });
    await page.context().close();
}
