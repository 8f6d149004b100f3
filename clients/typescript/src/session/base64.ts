const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** So many bytes become text at a time: a call takes only so many arguments, and a multiple of three needs no padding. */
const chunk = 3 * 2048;

/** Bytes as base64. Written out because neither Node's nor the browser's way is there in React Native. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += chunk) text += encodeChunk(bytes, start, Math.min(start + chunk, bytes.length));
  return text;
}

/** The bytes of a base64 or base64url text, with or without padding; undefined when it is neither. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/');
  if (plain.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < plain.length; index += 1) {
    const value = values[plain.charCodeAt(index)] ?? -1;
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

const values = new Int8Array(128).fill(-1);
for (let index = 0; index < alphabet.length; index += 1) values[alphabet.charCodeAt(index)] = index;
const codes = new Uint8Array(64);
for (let index = 0; index < alphabet.length; index += 1) codes[index] = alphabet.charCodeAt(index);
const padding = 61;

function encodeChunk(bytes: Uint8Array, start: number, end: number): string {
  const text = new Uint8Array(Math.ceil((end - start) / 3) * 4);
  let at = 0;
  for (let index = start; index < end; index += 3) {
    const triple = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text[at] = codes[triple >> 18] ?? 0;
    text[at + 1] = codes[(triple >> 12) & 63] ?? 0;
    text[at + 2] = index + 1 < end ? (codes[(triple >> 6) & 63] ?? 0) : padding;
    text[at + 3] = index + 2 < end ? (codes[triple & 63] ?? 0) : padding;
    at += 4;
  }
  return String.fromCharCode.apply(undefined, text as unknown as number[]);
}
