import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The newest key of a folder of keys. */
export function readKey(folder) {
  const file = readdirSync(folder).filter(name => name.endsWith('.key')).sort().at(-1);
  return { id: basename(file, '.key'), secret: readFileSync(join(folder, file), 'utf8').trim() };
}

/** A token as `./run token` prints it. @param seconds How long it is good for. */
export function makeToken({ id, secret }, role, subject, seconds) {
  const now = Math.floor(Date.now() / 1000);
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', kid: id, typ: 'JWT' })}.${part({
    iss: 'live-parking', aud: 'live-parking', role, sub: subject, location: '*', iat: now, exp: now + seconds,
  })}`;
  return `${text}.${createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('base64url')}`;
}

/** When a token ends, Unix milliseconds. */
export function expiryOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).exp * 1000;
}
