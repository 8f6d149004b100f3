/**
 * Where an address leads that the phone opens in this app. Android gives the authority's answer to the app too, and not only to the dialog that waits
 * for it: no screen has that address, so the user stays. Where the app was ended in between nothing waits, and the user signs in again.
 */
export function redirectSystemPath({ path, initial }: { readonly path: string; readonly initial: boolean }): string | null {
  if (!/\/sign-in\/?(?:[?#]|$)/.test(path)) return path;
  return initial ? '/settings' : null;
}
