/** The gateway allows a connection 100 locations; a page needs fewer. The rest of a longer list is refreshed from time to time. */
const most = 60;

/** The locations to follow live: the one that is shown first, then the list in its order. */
export function followed(current: string | undefined, listed: readonly string[]): readonly string[] {
  const ids = current === undefined ? listed : [current, ...listed.filter(id => id !== current)];
  return ids.slice(0, most);
}
