/**
 * The address of a gateway in the form `https://host[:port][/path]`, from one that may also begin with `ws://` or `wss://` and end with `/`.
 * Written without `URL`, which some engines lack.
 * @throws TypeError when it is not such an address.
 */
export function gatewayAddress(url: string): string {
  const found = /^(?:https?|wss?):\/\/[^/?#\s]+[^?#\s]*/i.exec(url.trim());
  if (found === null) throw new TypeError(`The url of a gateway begins with http:// or https://, and '${url}' does not.`);
  return found[0].replace(/^ws/i, 'http').replace(/\/+$/, '');
}
