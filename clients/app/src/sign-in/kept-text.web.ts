const keyOf = (server: string) => `live-parking.sign-in.${server}`;

/** The text that is kept for a server in this tab: a browser has no encrypted store. Rejects where storage is forbidden. */
export async function readKept(server: string): Promise<string | undefined> {
  return sessionStorage.getItem(keyOf(server)) ?? undefined;
}

/** Keeps a text for a server, or forgets what is kept. */
export async function writeKept(server: string, text: string | undefined): Promise<void> {
  if (text === undefined) sessionStorage.removeItem(keyOf(server));
  else sessionStorage.setItem(keyOf(server), text);
}
