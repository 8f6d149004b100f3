/** The kinds of request that the shell handles. All others, above all the API and the hubs, bypass it. */
export type ShellRequest =
  /** The page itself. */
  | 'document'
  /** A file with a hash of its content in its name: it never changes. */
  | 'asset'
  /** Another file of the page, such as its icon. */
  | 'file';

/** The relevant parts of a request. */
export interface AskedFor {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/**
 * The shell's classification of a request; undefined when the shell does not handle it.
 * @param scope The folder that the page is served from, as an address with its `/`.
 * @param files The files of the page, by their path from there.
 */
export function shellRequest({ method, url, mode }: AskedFor, scope: string, files: readonly string[]): ShellRequest | undefined {
  const address = url.replace(/[?#].*$/, '');
  if (method !== 'GET' || !address.startsWith(scope)) return undefined;
  const path = address.slice(scope.length);
  if (path === '' || path === 'index.html') return mode === 'navigate' ? 'document' : undefined;
  if (path.startsWith('assets/')) return 'asset';
  return files.includes(path) ? 'file' : undefined;
}

/** The assets that a document names. */
export function namedAssets(document: string): readonly string[] {
  return [...new Set(document.match(/\bassets\/[\w.-]+/g) ?? [])];
}
