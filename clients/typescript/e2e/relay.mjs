import { connect, createServer } from 'node:net';

/** A TCP relay that can stop to forward without closing anything, as a network does for a phone that sleeps. */
export class Relay {
    #pairs = new Set();
    #server;
    #port = 0;

    /** Delay of all data in transit, milliseconds. */
    delay = 0;

    /** Listens for a system; once more on the same port after {@link stop}. */
    async start(base) {
        const { hostname, port } = new URL(base);
        this.#server = createServer(near => {
            const far = connect(Number(port), hostname);
            const pair = { near, far, isLost: false };
            this.#pairs.add(pair);
            const forward = (from, to) => {
                from.on('data', data => this.#later(() => pair.isLost || to.destroyed || to.write(data)));
                from.on('close', () => {
                    this.#pairs.delete(pair);
                    this.#later(() => pair.isLost || to.destroy());
                });
                from.on('error', () => from.destroy());
            };
            forward(near, far);
            forward(far, near);
        });
        await new Promise(resolve => this.#server.listen(this.#port, '127.0.0.1', resolve));
        this.#port = this.#server.address().port;
        return `http://127.0.0.1:${this.#port}`;
    }

    #later(run) {
        if (this.delay === 0) run();
        else setTimeout(run, this.delay);
    }

    /** Loses from now on what the connections that there are carry; new ones are forwarded. */
    lose() {
        for (const pair of this.#pairs) pair.isLost = true;
    }

    /** Breaks all connections. */
    cut() {
        for (const { near, far } of this.#pairs) {
            near.destroy();
            far.destroy();
        }
    }

    stop() {
        this.#server.close();
        this.cut();
    }
}
