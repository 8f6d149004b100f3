import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plugin } from 'vite';

const worker = 'service-worker.js';
const place = '__SHELL__';

/** Gives the service worker the list of files to cache, when all of them are written. */
export function shellPlugin(): Plugin {
  let folder = '';
  return {
    name: 'shell',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle: () => {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
        .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
        .filter(file => file !== worker)
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
      const code = readFileSync(join(folder, worker), 'utf8');
      if (!code.includes(place)) throw new Error(`${worker} does not ask for its files (${place}).`);
      // The document is kept by the address that people open. Signing in and the console need a connection, and most people never use them.
      const kept = files.filter(file => file !== 'index.html' && !file.endsWith('.png') && !/^(assets\/(oidc|operator|plot)-|operator\.html$)/.test(file));
      const shell = JSON.stringify({ release: hash.digest('hex').slice(0, 12), files: kept });
      writeFileSync(join(folder, worker), code.replaceAll(place, () => shell));
    },
  };
}
