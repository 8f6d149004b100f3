import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('../..', import.meta.url));
const children = new Set();

process.on('exit', () => children.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** A process of a system that is measured. */
export class Program {
  #name;
  #command;
  #environment;
  #isExpected = false;
  #tail = '';

  constructor(name, command, environment = {}) {
    this.#name = name;
    this.#command = command;
    this.#environment = environment;
  }

  /** Starts it. @param isReady Asked until it is true. */
  async start(isReady) {
    const [file, ...given] = this.#command;
    this.#isExpected = false;
    this.#tail = '';
    const child = spawn(file, given, { cwd: top, env: { ...process.env, ...this.#environment }, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    children.add(child);
    const keep = data => (this.#tail = (this.#tail + data).slice(-4000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', fault => keep(fault.message));
    child.on('exit', () => {
      children.delete(child);
      if (this.#isExpected) return;
      console.error(`${this.#name} ended by itself:\n${this.#tail}`);
      process.exit(1);
    });
    await eventually(() => isReady(this.#tail), `${this.#name} is ready`);
  }

  /** Kills it, as with kill -9; resolves when it is gone. */
  async kill() {
    this.#isExpected = true;
    if (this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

/** A program of this repository, as it was built. */
export function built(project, configuration) {
  const name = project.split('/').at(-1);
  return ['dotnet', `${top}${project}/bin/${configuration}/net10.0/LiveParking.${name}.dll`];
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export const delay = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Asks until it holds. */
export async function eventually(holds, what, limit = 90_000) {
  const end = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not so after ${limit / 1000} s: ${what}.`);
    await delay(50);
  }
}

/** Whether an address answers 200. */
export async function answers(url) {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // it does not listen
  }
}
