export { CameraView, type CameraViewProps } from './camera-view.ts';
export { useAlarms, useCamera, useConnection, useLocations, useOverview, useParking } from './hooks.ts';
export { type KeptPictureView } from './kept-picture.ts';
export { LiveParkingProvider, useLiveParking } from './provider.ts';
export { useKeptPicture } from './use-kept-picture.ts';
