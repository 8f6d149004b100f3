import { createHash, randomFillSync } from 'node:crypto';

export const CryptoDigestAlgorithm = { SHA256: 'SHA-256' };
export const CryptoEncoding = { BASE64: 'base64', HEX: 'hex' };
export const getRandomValues = (values: Uint8Array) => randomFillSync(values);
export const digestStringAsync = async (_: string, text: string, { encoding }: { encoding: 'base64' | 'hex' }) =>
  createHash('sha256').update(text).digest(encoding);
