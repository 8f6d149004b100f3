export { CameraView, type CameraViewProps } from './camera-view.ts';
export { useCamera, useConnection, useLocations, useParking } from './hooks.ts';
export { LiveParkingProvider, useLiveParking } from './provider.ts';
