import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A forked process that answers commands. */
export class Worker {
  #child;
  #waiting = new Map();
  #next = 0;
  #isEnded = false;

  /** @param said Called with messages that answer no command. */
  constructor(script, given, said = () => {}) {
    this.#child = fork(fileURLToPath(new URL(script, import.meta.url)), given, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', message => {
      if (message.number === undefined) {
        said(message);
        return;
      }
      this.#waiting.get(message.number)?.resolve(message.answer);
      this.#waiting.delete(message.number);
    });
    this.#child.on('exit', code => {
      this.#isEnded = true;
      for (const { reject } of this.#waiting.values()) reject(new Error(`${script} ${given.join(' ')} ended with ${code}.`));
    });
  }

  /** Asks, and waits for the answer. */
  ask(command, argument) {
    return new Promise((resolve, reject) => {
      if (this.#isEnded) {
        reject(new Error('A process of the benchmark has ended.'));
        return;
      }
      this.#next += 1;
      this.#waiting.set(this.#next, { resolve, reject });
      this.#child.send({ number: this.#next, command, argument });
    });
  }

  /** Says something that needs no answer. */
  say(command, argument) {
    if (!this.#isEnded) this.#child.send({ command, argument });
  }

  end() {
    if (this.#child.connected) this.#child.disconnect();
  }
}
