/** The text of UTF-8 bytes. Written out because `TextDecoder` is not on every engine. */
export function fromUtf8(bytes: Uint8Array): string {
  let escaped = '';
  for (const byte of bytes) escaped += `%${byte < 16 ? '0' : ''}${byte.toString(16)}`;
  return decodeURIComponent(escaped);
}
