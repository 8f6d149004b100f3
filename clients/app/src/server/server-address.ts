/** What an entered or scanned text says: the address of a server, or what is wrong with it. */
export type ServerAddress =
  | { readonly kind: 'address'; readonly url: string; readonly locationId?: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed' }
  /** `http:` to an address that is not private: everybody on the way could read and change what is sent. */
  | { readonly kind: 'unencrypted'; readonly host: string };

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const hostForm = `${label}(?:\\.${label})*|\\[[0-9a-f:.]+\\]`;

/** Scheme, host, port, path and fragment. Written without `URL`, of which React Native has only a part. */
const form = new RegExp(`^(?:(https?)://)?(${hostForm})(?::(\\d{1,5}))?((?:/[^?#\\s]*)?)(?:\\?[^#\\s]*)?(?:#(\\S*))?$`, 'i');

/**
 * Reads the address of a server. The page's address is one too: `http://192.168.1.20:5000/#/pakuwon-basement` is the server
 * `http://192.168.1.20:5000` and its location `pakuwon-basement`. Without a scheme it is `http:` for a private address and `https:` otherwise.
 */
export function readServerAddress(text: string): ServerAddress {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  const [whole, givenScheme, givenHost = '', port, path = '', fragment = ''] = form.exec(trimmed) ?? [];
  if (whole === undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) return { kind: 'malformed' };
  const host = givenHost.toLowerCase();
  // `1.2.3` or `999.1.1.1` is a typing error, not a name.
  if (/^[\d.]+$/.test(host) && octets(host) === undefined) return { kind: 'malformed' };
  const isPrivate = isPrivateHost(host);
  const scheme = givenScheme?.toLowerCase() ?? (isPrivate ? 'http' : 'https');
  if (scheme === 'http' && !isPrivate) return { kind: 'unencrypted', host };
  const url = `${scheme}://${host}${port === undefined ? '' : `:${Number(port)}`}${path.replace(/\/+$/, '')}`;
  const locationId = /^\/([a-z0-9][a-z0-9-]{0,63})(?:[/?]|$)/.exec(fragment)?.[1];
  return locationId === undefined ? { kind: 'address', url } : { kind: 'address', url, locationId };
}

/**
 * Whether a host is this device or on its own network: RFC 1918, link-local and loopback addresses, their IPv6 counterparts (RFC 4193, RFC 4291),
 * and `.local` names (RFC 6762).
 */
export function isPrivateHost(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host.endsWith('.local')) return true;
  if (host.startsWith('[')) return /^\[(::1|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(host);
  const [first, second] = octets(host) ?? [];
  if (first === undefined || second === undefined) return false;
  return (
    first === 10 ||
    first === 127 ||
    (first === 192 && second === 168) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 169 && second === 254)
  );
}

/** The four numbers of an IPv4 address. */
function octets(host: string): readonly number[] | undefined {
  const parts = host.split('.');
  const numbers = parts.map(Number);
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part)) && numbers.every(number => number <= 255) ? numbers : undefined;
}
