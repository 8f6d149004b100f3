/** How the browser's dialog ends. */
export type DialogResult = { readonly type: 'cancel' | 'dismiss' } | { readonly type: 'success'; readonly url: string };

/** What the user does in the browser's dialog. */
export const dialog: { open: (url: string, returnUrl: string) => DialogResult } = { open: () => ({ type: 'cancel' }) };

export const openAuthSessionAsync = async (url: string, returnUrl: string) => dialog.open(url, returnUrl);
export const dismissAuthSession = () => {};
export const maybeCompleteAuthSession = () => ({ type: 'failed', message: 'This is no browser.' });
