/**
 * Browser storage that may be forbidden: any access throws in some private modes. Values that can't be stored are kept
 * in memory, as long as the page is open.
 */
const memory = new Map<string, string>();

/** The text under a key, or nothing. */
export function readText(storage: () => Storage, key: string): string | undefined {
  try {
    return storage().getItem(key) ?? memory.get(key);
  } catch (error) {
    if (error instanceof DOMException) return memory.get(key);
    throw error;
  }
}

/** Keeps a text under a key; without a text the key goes. */
export function writeText(storage: () => Storage, key: string, text: string | undefined): void {
  if (text === undefined) memory.delete(key);
  else memory.set(key, text);
  try {
    if (text === undefined) storage().removeItem(key);
    else storage().setItem(key, text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
