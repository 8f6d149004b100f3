import { createServer } from 'node:http';

/** An MJPEG camera that sends ten pictures a second until it stops. With one picture it is like a camera whose firmware hangs. */
export class MjpegCamera {
    #server;
    #port = 0;
    #timers = new Set();
    #sent = 0;
    /** The pictures, in turns; the camera answers nothing before it has some. */
    pictures = [];

    /** It answers, after a stop at the same address. */
    async start() {
        this.#server = createServer((request, response) => {
            if (this.pictures.length === 0) return void response.writeHead(503).end();
            response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=part' });
            const timer = setInterval(() => {
                const picture = this.pictures[this.#sent++ % this.pictures.length];
                response.write(`--part\r\nContent-Type: image/jpeg\r\nContent-Length: ${picture.length}\r\n\r\n`);
                response.write(picture);
                response.write('\r\n');
            }, 100);
            this.#timers.add(timer);
            response.on('close', () => clearInterval(timer));
        });
        await new Promise(resolve => this.#server.listen(this.#port, '127.0.0.1', resolve));
        this.#port = this.#server.address().port;
        return `http://127.0.0.1:${this.#port}/video.mjpg`;
    }

    /** It answers no more. */
    stop() {
        for (const timer of this.#timers) clearInterval(timer);
        this.#server.closeAllConnections();
        this.#server.close();
    }
}
