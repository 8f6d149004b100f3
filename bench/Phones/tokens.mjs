import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The newest key of a folder of keys, with its thumbprint (RFC 7638) as its id. */
export function readKey(folder) {
  const file = readdirSync(folder).filter(name => name.endsWith('.key')).sort().at(-1);
  const pem = readFileSync(join(folder, file), 'utf8');
  const { crv, kty, x, y } = createPublicKey(pem).export({ format: 'jwk' });
  return { id: createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url'), pem };
}

/** A token as `./run token` prints it. @param seconds How long it is good for. */
export function makeToken({ id, pem }, role, subject, seconds) {
  const now = Math.floor(Date.now() / 1000);
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'ES256', kid: id, typ: 'JWT' })}.${part({
    iss: 'live-parking', aud: 'live-parking', role, sub: subject, location: '*', iat: now, exp: now + seconds,
  })}`;
  return `${text}.${sign('sha256', Buffer.from(text), { key: createPrivateKey(pem), dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** When a token ends, Unix milliseconds. */
export function expiryOf(token) {
  return JSON.parse(Buffer.from(token.split('.')[1], 'base64url')).exp * 1000;
}
