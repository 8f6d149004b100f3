import { describe, expect, it } from 'vitest';
import { whyNoShell } from '../src/shell/offline-shell.ts';
import { namedAssets, shellRequest } from '../src/shell/worker/shell-request.ts';

const scope = 'https://parking.example/live/';
const files = ['assets/index-1a.js', 'icon.svg', 'manifest.webmanifest'];
const ask = (path: string, mode = 'cors', method = 'GET') => shellRequest({ method, mode, url: new URL(path, scope).href }, scope, files);

describe('shellRequest', () => {
  it.each(['', 'index.html', '?from=home', '#/pakuwon-basement'])('takes the page at %j', path => expect(ask(path, 'navigate')).toBe('document'));
  it('takes assets, also those of another release', () => expect(ask('assets/index-0f.js')).toBe('asset'));
  it('takes the other files of the page', () => expect(ask('icon.svg', 'no-cors')).toBe('file'));
  it.each(['api/v1/locations', 'api/v1/cameras/gate/snapshot.jpg', 'hubs/parking/negotiate', 'health/ready', 'docs', 'service-worker.js', '/other/', 'https://elsewhere.example/live/'])(
    'leaves %s alone',
    path => {
      expect(ask(path)).toBeUndefined();
      expect(ask(path, 'navigate')).toBeUndefined();
    },
  );
  it('leaves whatever changes something alone', () => expect(ask('', 'navigate', 'POST')).toBeUndefined());
  it('leaves a page that a script reads alone', () => expect(ask('')).toBeUndefined());
});

describe('namedAssets', () => {
  it('finds what a document loads', () =>
    expect(namedAssets('<script src="./assets/index-1a.js"></script><link href="./assets/index-2b.css"><link href="./assets/index-2b.css">')).toEqual([
      'assets/index-1a.js',
      'assets/index-2b.css',
    ]));
});

describe('whyNoShell', () => {
  it('names HTTPS on plain HTTP beyond localhost', () =>
    expect(whyNoShell({ isSecureContext: false, hasServiceWorkers: false })).toBe('Without HTTPS this page can’t be installed and does not open offline.'));
  it('says what a private window forbids', () => expect(whyNoShell({ isSecureContext: true, hasServiceWorkers: false })).toMatch(/private window/));
  it('says nothing where it works', () => expect(whyNoShell({ isSecureContext: true, hasServiceWorkers: true })).toBeUndefined());
});
