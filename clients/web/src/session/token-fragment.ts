/** A fragment without the token that it carried. */
export interface TokenFragment {
  readonly token?: string;
  /** The rest for the router, with its `#`, or empty. */
  readonly rest: string;
}

/**
 * Takes a token out of the fragment of an address: `#token=…` or `#/pakuwon-basement?token=…` (also with `&`).
 * The token travels in the fragment because fragments are never sent to a server, so it reaches no log.
 */
export function takeToken(fragment: string): TokenFragment {
  const found = /(^#?|[?&])token=([^&]*)(&?)/.exec(fragment);
  if (found === null) return { rest: fragment };
  const [whole, before = '', encoded = '', after = ''] = found;
  const joint = before === '?' && after === '&' ? '?' : before === '&' && after === '&' ? '&' : '';
  const rest = fragment.slice(0, found.index) + joint + fragment.slice(found.index + whole.length);
  const token = decode(encoded).trim();
  return { ...(token === '' ? {} : { token }), rest: rest === '' || rest === '#' ? '' : rest.startsWith('#') ? rest : `#${rest}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
