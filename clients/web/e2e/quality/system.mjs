/** Systems for one test: real processes, each with a separate folder and port. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open as openFile, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually, require } from '../support.mjs';

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const program = process.env.PROGRAM ?? join(top, 'src/Standalone/bin/Debug/net10.0/LiveParking.Standalone.dll');

/** Where the built page is. */
export const builtPage = join(top, 'clients/web/dist');

async function freePort() {
    const server = createServer();
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    await new Promise(resolve => server.close(resolve));
    return port;
}

export class System {
    #process;
    #ended;
    #folder;
    #command;

    /** @param options Of the command line, beside port and folder. */
    static async start(options = [], { page = builtPage } = {}) {
        const system = new System();
        const port = await freePort();
        system.#folder = await mkdtemp(join(tmpdir(), 'live-parking-'));
        system.base = `http://localhost:${port}`;
        system.#command = { parameters: [program, '--port', port, '--data', system.#folder, ...options], env: { ...process.env, LIVEPARKING_PAGE: page } };
        try {
            await system.#run();
            return system;
        } catch (error) {
            await system.stop();
            throw error;
        }
    }

    /** Kills it and starts it again, on the same port and its stored state; resolves when it is ready. */
    async restart() {
        this.#process.kill('SIGKILL');
        await this.#ended;
        await this.#run();
    }

    async #run() {
        const log = await openFile(join(this.#folder, 'log'), 'a');
        const { parameters, env } = this.#command;
        this.#process = spawn('dotnet', parameters, { env, stdio: ['ignore', log.fd, log.fd] });
        this.#ended = new Promise(resolve => this.#process.once('exit', resolve));
        await log.close();
        await eventually(() => this.#isReady(), isReady => isReady, 'the system is ready', 90_000);
    }

    /** A token for this system, made as its operator makes it. */
    async token(...options) {
        const { stdout } = await promisify(execFile)('dotnet', [program, 'token', ...options, '--data', this.#folder]);
        return stdout.trim();
    }

    /** Asks the system, as somebody with a token. */
    async send(token, method, path, body) {
        const response = await fetch(`${this.base}/api/v1/${path}`, {
            method,
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        require(response.ok, `${method} ${path} answered ${response.status}: ${text}`);
        return text === '' ? undefined : JSON.parse(text);
    }

    async stop() {
        this.#process.kill('SIGKILL');
        await this.#ended;
        await rm(this.#folder, { recursive: true, force: true });
    }

    async #isReady() {
        if (this.#process.exitCode !== null) throw new Error(`The system ended: ${await readFile(join(this.#folder, 'log'), 'utf8')}`);
        try {
            return (await fetch(`${this.base}/health/ready`)).ok;
        } catch (error) {
            if (error instanceof TypeError) return false;
            throw error;
        }
    }
}
