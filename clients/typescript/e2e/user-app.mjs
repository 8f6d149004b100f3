/** An app that has installed the package from its tarball, as a user would: without a lock file, and with nothing of this repository. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const clients = join(here, '../..');
const guide = join(clients, '../docs/mobile.md');
const gatewayOfTheExamples = 'localhost:5000';

/** Runs a program; answers what it printed, and fails with it when it fails. */
export function run(command, args, { cwd, env = {}, limit = 600_000 } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
        let printed = '';
        const timer = setTimeout(() => child.kill('SIGKILL'), limit);
        child.stdout.on('data', data => (printed += data));
        child.stderr.on('data', data => (printed += data));
        child.on('error', reject);
        child.on('close', code => {
            clearTimeout(timer);
            if (code === 0) resolve(printed);
            else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${printed.slice(-3000)}`));
        });
    });
}

export class UserApp {
    folder = mkdtempSync(join(tmpdir(), 'live-parking-app-'));

    /** Packs the package and installs it beside what an app has. */
    async install() {
        const packed = await run('npm', ['pack', '--json', '--workspace', '@live-parking/client', '--pack-destination', this.folder], { cwd: clients });
        const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
        this.packed = files.map(({ path }) => path);
        writeFileSync(join(this.folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
        const versions = ['typescript@6', 'vite@8', 'react@19', 'react-dom@19', '@types/react@19', '@types/react-dom@19', '@types/node@20'];
        await run('npm', ['install', '--no-package-lock', '--no-audit', '--no-fund', `./${filename}`, ...versions], { cwd: this.folder });
    }

    /** Writes the examples of the guide, and the sketch's app, for a gateway. */
    writeExamples(base) {
        const address = new URL(base).host;
        const forGateway = text => text.replaceAll(gatewayOfTheExamples, address);
        for (const [, file, code] of readFileSync(guide, 'utf8').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)) this.write(file, forGateway(code));
        cpSync(join(here, 'sketch'), join(this.folder, 'sketch'), { recursive: true });
        this.write('sketch/app.tsx', forGateway(readFileSync(join(here, 'sketch/app.tsx'), 'utf8')));
    }

    write(file, text) {
        mkdirSync(dirname(join(this.folder, file)), { recursive: true });
        writeFileSync(join(this.folder, file), text);
    }

    read(file) {
        return readFileSync(join(this.folder, file));
    }

    /** Runs a program that the app has installed. */
    run(program, ...args) {
        return run('npx', ['--no-install', program, ...args], { cwd: this.folder });
    }

    node(...args) {
        return run(process.execPath, args, { cwd: this.folder, limit: 120_000 });
    }

    remove() {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
