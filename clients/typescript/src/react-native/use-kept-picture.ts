import { keptPictureHook } from '../react/kept-picture.ts';
import { devicePictures } from './picture-folder.ts';

/** Numbers the files, so that no two have one name. */
let pictures = 0;

/** The last picture of a camera that was kept, as a file, which is removed when it is not shown any more. */
export const useKeptPicture = keptPictureHook(({ data }) => {
  pictures += 1;
  const uri = devicePictures.write(`kept-${pictures}.jpg`, data);
  return { uri, release: () => devicePictures.remove(uri) };
});
