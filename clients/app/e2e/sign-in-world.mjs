/** A system whose people sign in at an authority. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { System } from '../../web/e2e/quality/system.mjs';
import { eventually, require } from '../../web/e2e/support.mjs';

const program =
    process.env.SIGN_IN_SERVER ??
    fileURLToPath(new URL('../../../tests/SignInServer/bin/Debug/net10.0/LiveParking.SignInServer.dll', import.meta.url));

/** Who signs in: an operator of a group of locations. */
export const guard = { name: 'guard', password: 'guard-password' };

/** A location of that group, with a private camera. */
export const office = 'office-garage';
export const privateCamera = 'office-door';

export class SignInWorld {
    async begin() {
        require(existsSync(program), `there is no ${program}: dotnet build tests/SignInServer`);
        const port = await freePort();
        this.authority = `http://127.0.0.1:${port}`;
        this.process = spawn('dotnet', [program, String(port), `${guard.name}:${guard.password}:operator:offices`], { stdio: 'ignore' });
        await eventually(() => answers(`${this.authority}/.well-known/openid-configuration`), isThere => isThere, 'the authority is ready');
        this.folder = await mkdtemp(join(tmpdir(), 'live-parking-'));
        const cameras = [{ id: privateCamera, name: 'Door', location: office, source: 'demo:staff' }];
        await writeFile(join(this.folder, 'cameras.json'), JSON.stringify({ cameras }));
        this.system = await this.#startSystem({
            Auth__Authority: `${this.authority}/`,
            Auth__RoleClaim: 'roles',
            Auth__GroupClaim: 'groups',
        });
        const admin = await this.system.token('--role', 'admin');
        const settings = { name: 'Office Garage', timeZone: 'Asia/Jakarta', groups: ['offices'] };
        await this.system.send(admin, 'PUT', `locations/${office}`, settings);
    }

    async end() {
        this.process?.kill('SIGKILL');
        await this.system?.stop();
        if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
    }

    /** A system takes its settings from the environment; the others of this run have none of these. */
    async #startSystem(settings) {
        Object.assign(process.env, settings);
        try {
            return await System.start(['--cameras', join(this.folder, 'cameras.json')], { page: this.folder });
        } finally {
            for (const name of Object.keys(settings)) delete process.env[name];
        }
    }
}

async function freePort() {
    const server = createServer();
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise(resolve => server.close(resolve));
    return port;
}

async function answers(address) {
    try {
        return (await fetch(address)).ok;
    } catch (error) {
        if (error instanceof TypeError) return false;
        throw error;
    }
}
