/** Everything that can be used can be reached by keyboard, shows that it is focused, and does something when a key is pressed. */
import { check, desktop, eventually, open, phone, require } from '../support.mjs';
import { garage } from './world.mjs';

/** In the page: marks what can be used and is seen, and answers with its names. */
function markUsable() {
    const usable = 'a[href], button, input, select, textarea, summary, [tabindex="0"], [role="button"]';
    return [...document.querySelectorAll(usable)]
        .filter(element => !element.disabled && element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0)
        .map((element, index) => {
            element.dataset.usable = `${index}`;
            return `${index} ${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;
        });
}

/** In the page: the focused element, and whether the focus is visible. */
function describeFocus() {
    const element = document.activeElement;
    if (element === null || element === document.body) return undefined;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    const { x, y, width, height } = element.getBoundingClientRect();
    const isOnScreen = x + width > 0 && x < innerWidth && y + height > 0 && y < innerHeight && width > 0 && height > 0;
    const top = document.elementFromPoint(
        Math.min(Math.max(x + width / 2, 0), innerWidth - 1),
        Math.min(Math.max(y + Math.min(height, innerHeight) / 2, 0), innerHeight - 1),
    );
    return {
        mark: element.dataset.usable,
        name: `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`,
        hasRing: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !outlineColor.endsWith(', 0)'),
        isOnScreen,
        isCovered: isOnScreen && top !== null && !element.contains(top) && !top.contains(element),
    };
}

/** In the page: whether the focused element takes the next key, without what that would do. */
function awaitUse() {
    const element = document.activeElement;
    globalThis.isUsed = false;
    const note = event => {
        globalThis.isUsed = true;
        event.preventDefault();
        event.stopImmediatePropagation();
    };
    const events = element.matches('input, select, textarea') ? ['beforeinput', 'input', 'change', 'click'] : ['click'];
    for (const name of events) addEventListener(name, note, { capture: true, once: true });
    globalThis.endUse = () => events.forEach(name => removeEventListener(name, note, { capture: true }));
}

async function walk(page, { presses = true } = {}) {
    const names = await page.evaluate(markUsable);
    require(names.length > 0, 'there is nothing to use');
    await page.evaluate(() => document.activeElement?.blur());
    const reached = new Map();
    const faults = [];
    for (let step = 0; step < names.length * 2 + 20 && reached.size < names.length; step += 1) {
        await page.keyboard.press('Tab');
        const focus = await page.evaluate(describeFocus);
        if (focus === undefined || focus.mark === undefined || reached.has(focus.mark)) continue;
        reached.set(focus.mark, focus);
        if (!focus.hasRing) faults.push(`${focus.name} does not show its focus`);
        if (!focus.isOnScreen || focus.isCovered) faults.push(`${focus.name} has the focus and is not seen`);
        if (!presses) continue;
        const isField = await page.evaluate(() => document.activeElement.matches('input:not([type="checkbox"], [type="radio"]), textarea'));
        const isScroller = await page.evaluate(() => document.activeElement.matches('[tabindex="0"]:not(button, a, input, [role="button"])'));
        if (isScroller) continue;
        await page.evaluate(awaitUse);
        const isChoice = await page.evaluate(() => document.activeElement.matches('select'));
        await page.keyboard.press(isField ? '7' : isChoice ? 'ArrowDown' : 'Enter');
        if (!(await page.evaluate(() => (globalThis.endUse(), globalThis.isUsed)))) faults.push(`${focus.name} does nothing when a key is pressed`);
    }
    const missed = names.filter(name => !reached.has(name.split(' ')[0]));
    require(missed.length === 0, `not reached by Tab: ${missed.join(', ')}`);
    require(faults.length === 0, faults.join('\n'));
    return names.length;
}

export async function checkKeyboard(browser, world) {
    const visit = (fragment, viewport = desktop) => open(browser, fragment, { viewport, at: world.base, listen: false });
    const views = [
        ['the list on a phone', () => visit('#/', phone)],
        ['a location', () => visit('#/pakuwon-basement')],
        ['a location on a phone', () => visit('#/pakuwon-basement', phone)],
        ['an unknown location', () => visit('#/no-such-garage')],
        ['the empty system', () => open(browser, '', { at: world.empty.base, listen: false })],
        [
            'the operator’s view',
            async () => {
                const page = await visit(`#token=${encodeURIComponent(world.operator)}&/${garage}`);
                await page.locator('[data-level="busy"] .inspection > summary').click();
                await page.locator('[data-level="busy"] .correction-form').waitFor();
                return page;
            },
        ],
    ];
    for (const [name, enter] of views) {
        const page = await enter();
        await check(`keyboard: everything on ${name} is reached, shows its focus and works`, async () => {
            await page.locator('.level:visible, .note:visible, .location-item:visible').first().waitFor();
            await page.locator('body[data-link="live"]').waitFor();
            console.log(`# ${await walk(page)} elements`);
        });
        await page.context().close();
    }
    await checkWay(await visit('#/'));
}

/** The whole way of a driver, with keys only. */
async function checkWay(page) {
    const focused = selector => page.evaluate(which => document.activeElement?.matches(which) ?? false, selector);
    const tabTo = async selector => {
        for (let step = 0; step < 60 && !(await focused(selector)); step += 1) await page.keyboard.press('Tab');
        require(await focused(selector), `Tab does not reach ${selector}`);
    };
    await check('keyboard: a driver opens a location, skips to its levels, plays a camera, enlarges it and comes back', async () => {
        await page.locator(`[data-location="${garage}"]`).waitFor();
        await tabTo('[data-location="pakuwon-basement"]');
        await page.keyboard.press('Enter');
        await page.locator('.camera-main').first().waitFor();
        require(page.url().endsWith('#/pakuwon-basement'), `the address is ${page.url()}`);
        await page.evaluate(() => document.activeElement?.blur());
        await tabTo('.skip');
        await page.keyboard.press('Enter');
        require(await focused('main'), 'the focus is not on the levels');
        await tabTo('.camera-main');
        // The first time it plays, the second time it is enlarged.
        await page.keyboard.press('Enter');
        await page.locator('.camera-stage[data-action="enlarge"]').first().waitFor();
        await page.keyboard.press('Enter');
        await page.locator('dialog[open]').waitFor();
        require(await page.evaluate(() => document.activeElement.closest('dialog') !== null), 'the focus is not in the dialog');
        await page.keyboard.press('Escape');
        await eventually(() => focused('.camera-frame .camera-main'), isBack => isBack, 'the focus is back on the camera');
    });
    await page.context().close();
}
