import { readText, writeText } from '../session/browser-storage.ts';

const returnKey = 'live-parking.return-to';

/**
 * Remembers what is shown, for when the authority sends its user back: a redirect URI has no fragment, and there is one for the page and the console,
 * which are beside each other.
 */
export function rememberPlace(): void {
  writeText(() => sessionStorage, returnKey, location.pathname.replace(/^.*\//, '') + location.hash);
}

/**
 * Takes the response of an authority out of the address, and so out of the history. Before it was sent there the address had no query.
 * @returns The response as a query with its `?`; undefined when there is none.
 */
export function takeResponse(): string | undefined {
  const response = findResponse();
  if (response !== undefined) {
    const place = readText(() => sessionStorage, returnKey) ?? '';
    const isHere = place === '' || place.startsWith('#');
    history.replaceState(null, '', location.pathname + (isHere ? place || location.hash : ''));
    if (isHere) writeText(() => sessionStorage, returnKey, undefined);
  }
  return response;
}

/** The place beside this page from which its user went to sign in, such as `operator#/alarms`; undefined when that was this page. */
export function takePlaceBeside(): string | undefined {
  const place = readText(() => sessionStorage, returnKey);
  writeText(() => sessionStorage, returnKey, undefined);
  return place !== undefined && /^[a-z]+(#|$)/.test(place) ? place : undefined;
}

/**
 * Hands the response of an authority to the page that renews its sign-in in a hidden frame, when this page is in that frame.
 * @returns Whether it is, so that nothing else is to be done.
 */
export function answerParent(): boolean {
  const response = parent === window ? undefined : findResponse();
  if (response !== undefined) parent.postMessage({ signInResponse: response }, location.origin);
  return response !== undefined;
}

function findResponse(): string | undefined {
  const { search } = location;
  return /[?&](code=.*&state|state=.*&code|error)=/.test(search) ? search : undefined;
}
