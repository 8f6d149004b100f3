import { readText, writeText } from '../session/browser-storage.ts';
import type { KeptPlaces } from './kept-numbers.ts';

const session = () => sessionStorage;
const local = () => localStorage;
const key = (withToken: boolean) => (withToken ? 'live-parking.numbers-of-token' : 'live-parking.numbers');

/** The browser's storage: of the tab for what a token showed, as for the token itself, and of the browser for what everybody may see. */
export const keptPlaces: KeptPlaces = {
  read: withToken => readText(withToken ? session : local, key(withToken)),
  write: (withToken, text) => writeText(withToken ? session : local, key(withToken), text),
};
