/**
 * Builds the app for the web, with `--all` also for Android and iOS, and looks at what was built. Prints a line for each check and at the end
 * `N passed, N failed`; exits 1 when one failed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../typescript/e2e/user-app.mjs';
import { check, close, require } from '../../web/e2e/support.mjs';

const home = fileURLToPath(new URL('..', import.meta.url));
const dist = join(home, 'dist');

/** How the bytecode of Hermes begins (`BytecodeFileFormat.h` of Hermes). */
const hermesMagic = Buffer.from('c61fbc03c103191f', 'hex');

const bundlesOf = platform => {
    const folder = join(dist, '_expo/static/js', platform);
    return readdirSync(folder).map(name => join(folder, name));
};
const sizeOf = files => (files.reduce((sum, file) => sum + statSync(file).size, 0) / 2 ** 20).toFixed(1);

const all = process.argv.includes('--all');
await check(`expo export builds the app for ${all ? 'Android, iOS and the web' : 'the web'}`, async () => {
    await run('npm', ['run', '--silent', all ? 'export' : 'export:web'], { cwd: home });
});
for (const platform of all ? ['android', 'ios'] : [])
    await check(`the build for ${platform} is bytecode of Hermes`, async () => {
        const bundles = bundlesOf(platform);
        require(bundles.length > 0, 'there is no bundle');
        for (const bundle of bundles) require(readFileSync(bundle).subarray(0, 8).equals(hermesMagic), `${bundle} is no bytecode`);
        console.log(`# ${platform}: ${sizeOf(bundles)} MiB`);
    });
await check('the build for the web has its page and its script', async () => {
    const bundles = bundlesOf('web');
    const page = readFileSync(join(dist, 'index.html'), 'utf8');
    require(bundles.some(bundle => page.includes(bundle.slice(dist.length))), 'the page loads no script');
    console.log(`# web: ${sizeOf(bundles)} MiB`);
});
await check('the native projects ask for camera and position only, and plain HTTP is open to local servers', async () => {
    const printed = await run('npx', ['--no-install', 'expo', 'config', '--type', 'introspect', '--json'], { cwd: home });
    const { android, ios } = JSON.parse(printed.slice(printed.indexOf('{')))._internal.modResults;
    const { manifest } = android.manifest;
    const asked = manifest['uses-permission']
        .map(({ $ }) => $)
        .filter($ => $['tools:node'] !== 'remove')
        .map($ => $['android:name'].replace('android.permission.', ''));
    const wanted = ['ACCESS_COARSE_LOCATION', 'ACCESS_FINE_LOCATION', 'CAMERA', 'INTERNET'];
    require(asked.sort().join() === wanted.join(), `Android is asked for ${asked.join()}`);
    require(manifest.application[0].$['android:usesCleartextTraffic'] === 'true', 'Android lets no plain HTTP through');
    const uses = Object.keys(ios.infoPlist)
        .filter(key => key.endsWith('UsageDescription'))
        .sort()
        .join();
    require(uses ===
        'NSCameraUsageDescription,NSLocalNetworkUsageDescription,NSLocationWhenInUseUsageDescription', `iOS is asked for ${uses}`);
    require(ios.infoPlist.NSAppTransportSecurity.NSAllowsLocalNetworking === true, 'iOS lets no plain HTTP through');
});
process.exitCode = close() ? 0 : 1;
