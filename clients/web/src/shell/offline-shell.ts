import { t } from '../language/language.ts';

/** The browser features that decide whether the page is cached. */
export interface ShellConditions {
  readonly isSecureContext: boolean;
  readonly hasServiceWorkers: boolean;
}

/** Why a browser keeps no copy of the page, as text to display; undefined when it does. */
export function whyNoShell({ isSecureContext, hasServiceWorkers }: ShellConditions): string | undefined {
  if (!isSecureContext) return t('shell.insecure');
  return hasServiceWorkers ? undefined : t('shell.forbidden');
}

/**
 * Makes the page open without a connection, and installable.
 * @returns Why that is not possible here, as text to display; undefined when it is.
 */
export async function keepShell(): Promise<string | undefined> {
  const hasServiceWorkers = 'serviceWorker' in navigator;
  const reason = whyNoShell({ isSecureContext, hasServiceWorkers });
  if (reason !== undefined || !hasServiceWorkers) return reason;
  try {
    await navigator.serviceWorker.register('./service-worker.js', { updateViaCache: 'none' });
    return undefined;
  } catch (error) {
    // A certificate that the browser does not trust, or storage that it forbids. Without a connection it is registered already.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
    return (await navigator.serviceWorker.getRegistration()) === undefined ? t('shell.failed', { reason: error.message }) : undefined;
  }
}
