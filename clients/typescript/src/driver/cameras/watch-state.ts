import type { CameraSnapshot } from '../../cameras/camera-store.ts';

/** The state of a watch. */
export type WatchState =
  /** Nobody wants it. */
  | { readonly kind: 'off' }
  /** Asked for; pictures come, or will. */
  | { readonly kind: 'on' }
  /** The connection is gone or not there yet; the watch resumes with it. */
  | { readonly kind: 'unlinked' }
  /** It failed and will be tried again. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The gateway won't let this viewer watch. */
  | { readonly kind: 'refused'; readonly message: string };

/** The state of a watch, derived from the client's state. */
export function watchState(isWanted: boolean, { picture, link, error }: Pick<CameraSnapshot, 'picture' | 'link' | 'error'>): WatchState {
  if (!isWanted) return { kind: 'off' };
  if (picture === 'refused') return { kind: 'refused', message: error?.message ?? '' };
  if (link !== 'live') return { kind: 'unlinked' };
  return error === undefined ? { kind: 'on' } : { kind: 'failed', message: error.message };
}
