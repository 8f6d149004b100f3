import { deleteItemAsync, getItemAsync, setItemAsync, WHEN_UNLOCKED_THIS_DEVICE_ONLY } from 'expo-secure-store';

/** Characters of one item: iOS may refuse more than 2,048 bytes, and tokens are longer. */
const pieceLength = 1000;

const options = { keychainAccessible: WHEN_UNLOCKED_THIS_DEVICE_ONLY };

/** The text that is kept for a server, encrypted by the phone; undefined when there is none. */
export async function readKept(server: string): Promise<string | undefined> {
  const key = keyOf(server);
  const count = await countOf(key);
  const pieces = await Promise.all(Array.from({ length: count }, (_, index) => getItemAsync(`${key}.${index}`, options)));
  return count === 0 || pieces.includes(null) ? undefined : pieces.join('');
}

/** Keeps a text for a server, or forgets what is kept. */
export async function writeKept(server: string, text: string | undefined): Promise<void> {
  const key = keyOf(server);
  const before = await countOf(key);
  const pieces = text?.match(new RegExp(`[^]{1,${pieceLength}}`, 'g')) ?? [];
  // The number of pieces goes first and comes last: a text that is not complete is none.
  await deleteItemAsync(key, options);
  for (const [index, piece] of pieces.entries()) await setItemAsync(`${key}.${index}`, piece, options);
  for (let index = pieces.length; index < before; index += 1) await deleteItemAsync(`${key}.${index}`, options);
  if (pieces.length > 0) await setItemAsync(key, String(pieces.length), options);
}

async function countOf(key: string): Promise<number> {
  return Number((await getItemAsync(key, options)) ?? 0);
}

/** Keys have letters, digits, `.`, `-` and `_` only. */
function keyOf(server: string): string {
  return `live-parking.sign-in.${server.replace(/[^A-Za-z0-9-]/g, character => `_${character.charCodeAt(0).toString(16)}_`)}`;
}
