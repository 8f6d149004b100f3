/**
 * Runs the tests of the core, the same files that vitest runs on Node, on a Hermes VM: an engine without TextDecoder, URL, fetch, WebSocket,
 * classes and timers. Ends with: N passed, N failed. As many tests as on Node have to be run.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const machines = { 'linux x64': 'linux64-bin/hermes', 'darwin x64': 'osx-bin/hermes', 'darwin arm64': 'osx-bin/hermes', 'win32 x64': 'win64-bin/hermes.exe' };
const machine = `${process.platform} ${process.arch}`;
const hermes = machines[machine] && join(dirname(require.resolve('hermes-engine-cli/package.json')), machines[machine]);

if (hermes === undefined || !existsSync(hermes)) {
    console.log(`# there is no Hermes VM for ${machine}: the core was tested on Node only`);
} else {
    const output = join(here, 'dist');
    rmSync(output, { recursive: true, force: true });
    execFileSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', here], { stdio: 'inherit' });
    const core = join(output, 'scripts/test/core');
    const tests = readdirSync(core).filter(file => file.endsWith('.test.js'));
    const script = bundle(
        tests.map(file => join(core, file)),
        join(output, 'scripts/test/hermes/vitest.js'),
        vitest => `${vitest}.runTests();\n`,
    );
    mkdirSync(output, { recursive: true });
    // Without "type": "module" of this package: it is a plain script.
    const file = join(output, 'tests.cjs');
    writeFileSync(file, script);
    const onNode = counted(process.execPath, [file]);
    const onHermes = counted(hermes, ['-O', '-w', file]);
    if (onHermes.all !== onNode.all) {
        console.log(`On Hermes ${onHermes.all} tests ran, on Node ${onNode.all}.\n0 passed, 1 failed`);
        process.exitCode = 1;
    } else {
        console.log(onHermes.printed.trim());
        process.exitCode = onHermes.failed === 0 && onHermes.all > 0 ? 0 : 1;
    }
}

/** Runs the tests on an engine and reads the last line. */
function counted(engine, parameters) {
    const { stdout, stderr } = spawnSync(engine, parameters, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? [];
    if (passed === undefined) console.log(`${engine} said:\n${stdout}${stderr}`.slice(0, 5000));
    return { printed: stdout, failed: Number(failed ?? 1), all: passed === undefined ? 0 : Number(passed) + Number(failed) };
}
