import { createServer } from 'node:http';

/** An MJPEG camera that always sends the same picture, like one whose firmware hangs. */
export class StillCamera {
    #server;
    #timers = new Set();
    /** The picture; the camera answers nothing before it has one. */
    picture;

    async start() {
        this.#server = createServer((request, response) => {
            if (this.picture === undefined) return void response.writeHead(503).end();
            response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=part' });
            const timer = setInterval(() => {
                response.write(`--part\r\nContent-Type: image/jpeg\r\nContent-Length: ${this.picture.length}\r\n\r\n`);
                response.write(this.picture);
                response.write('\r\n');
            }, 100);
            this.#timers.add(timer);
            response.on('close', () => clearInterval(timer));
        });
        await new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${this.#server.address().port}/video.mjpg`;
    }

    stop() {
        for (const timer of this.#timers) clearInterval(timer);
        this.#server.closeAllConnections();
        this.#server.close();
    }
}
