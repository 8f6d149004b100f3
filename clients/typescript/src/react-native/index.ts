export { useCamera, useConnection, useLocations, useParking } from '../react/hooks.ts';
export { type KeptPictureView } from '../react/kept-picture.ts';
export { LiveParkingProvider, useLiveParking } from '../react/provider.ts';
export { CameraView, type CameraViewProps } from './camera-view.ts';
export { FilePainter, type PainterTimers, type PictureFiles } from './file-painter.ts';
export { useKeptPicture } from './use-kept-picture.ts';
