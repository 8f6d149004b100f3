import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.png': 'image/png', '.ico': 'image/x-icon' };

/** Serves the web build, as a web server does for an app of one page: every address that is no file is the app. */
export async function serveApp() {
    const server = createServer((request, response) => {
        const path = join(dist, normalize(new URL(request.url, 'http://app').pathname));
        const file = existsSync(path) && statSync(path).isFile() ? path : join(dist, 'index.html');
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
    });
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
    return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
