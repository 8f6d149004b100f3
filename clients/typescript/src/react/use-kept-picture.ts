import { keptPictureHook } from './kept-picture.ts';

/** The last picture of a camera that was kept, as an object URL, which is revoked when it is not shown any more. */
export const useKeptPicture = keptPictureHook(({ data, contentType }) => {
  const uri = URL.createObjectURL(new Blob([data as Uint8Array<ArrayBuffer>], { type: contentType }));
  return { uri, release: () => URL.revokeObjectURL(uri) };
});
