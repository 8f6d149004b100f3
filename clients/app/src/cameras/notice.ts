import type { LocationStatus } from '@live-parking/client';

/** What an operator says about the cameras of a location. */
export interface Notice {
  readonly text: string;
  readonly contact?: string;
  readonly url?: string;
}

/** The notice of a location; nothing where its gateway has none, as gateways up to 0.3 do not. */
export function noticeOf(location: LocationStatus): Notice | undefined {
  const { notice } = location as LocationStatus & { readonly notice?: unknown };
  if (typeof notice !== 'object' || notice === null) return undefined;
  const { text, contact, url } = notice as Record<string, unknown>;
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  return {
    text,
    ...(typeof contact === 'string' ? { contact } : {}),
    // A link leads to a page, and never into another app.
    ...(typeof url === 'string' && /^https:\/\//i.test(url) ? { url } : {}),
  };
}
