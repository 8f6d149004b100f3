import { Directory, File, Paths } from 'expo-file-system';
import type { PictureFiles } from './file-painter.ts';

let folder: Directory | undefined;

/** The folder of pictures, among the files that the system may remove. What an earlier run of the app left there is removed first. */
function pictureFolder(): Directory {
  if (folder === undefined) {
    folder = new Directory(Paths.cache, 'live-parking-pictures');
    if (folder.exists) folder.delete();
  }
  // The system may have removed it when the device was short of room.
  if (!folder.exists) folder.create();
  return folder;
}

/** Pictures as files of the device. */
export const devicePictures: PictureFiles = {
  write: (name, bytes) => {
    const file = new File(pictureFolder(), name);
    file.write(bytes);
    return file.uri;
  },
  remove: uri => {
    const file = new File(uri);
    if (file.exists) file.delete();
  },
};
