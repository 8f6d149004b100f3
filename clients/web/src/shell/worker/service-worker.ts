/**
 * The offline shell: keeps the files of one release of the page, so that the page opens without a connection. The document comes from the network
 * when that answers in time, so a new release is taken at the next load. Nothing of the API or the hubs is ever kept.
 */
import { namedAssets, shellRequest } from './shell-request.ts';

declare const self: ServiceWorkerGlobalScope;

/** Put in by the build: what this release is called, and its files by their path. */
declare const __SHELL__: { readonly release: string; readonly files: readonly string[] };

/** Wait for the network this long before the kept document is shown instead, milliseconds. */
const timeoutMs = 3000;

const { scope } = self.registration;
const names = `live-parking-shell ${scope} `;
const name = names + __SHELL__.release;

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(removeOldReleases()));
self.addEventListener('fetch', event => {
  const { request } = event;
  switch (shellRequest(request, scope, __SHELL__.files)) {
    case 'document':
      event.respondWith(networkFirst(request, scope));
      break;
    case 'file':
      event.respondWith(networkFirst(request, request.url));
      break;
    case 'asset':
      event.respondWith(keptFirst(request));
      break;
    case undefined:
      break;
  }
});

async function install(): Promise<void> {
  const cache = await caches.open(name);
  const document = await fetch(scope, { cache: 'no-cache' });
  // Behind a balancer, gateways of two releases may answer in turn: a document of another release would name files that are not kept here.
  const missing = namedAssets(await document.clone().text()).filter(asset => !__SHELL__.files.includes(asset));
  if (!document.ok || missing.length > 0) throw new Error(`The page is of another release than its service worker (${document.status}).`);
  // The page has loaded most assets already, and they never change: the browser's own cache may answer.
  await cache.addAll(__SHELL__.files.map(file => new Request(scope + file, { cache: file.startsWith('assets/') ? 'default' : 'no-cache' })));
  await cache.put(scope, document);
  await self.skipWaiting();
}

/** The release before stays, for pages of it that are still open. */
async function removeOldReleases(): Promise<void> {
  const others = (await caches.keys()).filter(other => other.startsWith(names) && other !== name);
  await Promise.all(others.slice(0, -1).map(other => caches.delete(other)));
}

async function networkFirst(request: Request, address: string): Promise<Response> {
  const pending = fetch(request);
  const response = await inTime(pending);
  if (response !== undefined && response.status < 500 && response.status !== 429) return response;
  const kept = await (await caches.open(name)).match(address);
  return kept ?? (await pending);
}

/** The network's response; undefined when it fails or takes too long. */
async function inTime(pending: Promise<Response>): Promise<Response | undefined> {
  const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), timeoutMs));
  // A caller without a cached response waits for this one and gets its failure.
  return await Promise.race([pending.catch(() => undefined), late]);
}

async function keptFirst(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? (await fetch(request));
}
