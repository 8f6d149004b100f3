import { toBase64 } from '../../src/session/base64.ts';

/** A token that ends then, unsigned. @param expiresAt Unix milliseconds. */
export function tokenUntil(expiresAt: number, name = 'a'): string {
  return `header.${encode({ role: 'viewer', location: '*', exp: expiresAt / 1000, name })}.signature`;
}

export function encode(claims: unknown): string {
  const text = encodeURIComponent(JSON.stringify(claims)).replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
