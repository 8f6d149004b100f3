import type { CameraOptions } from '../../cameras/camera-store.ts';

/** The browser's information about the device's connection (Network Information API); some browsers have none. */
export interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** A driver's video plays for this long after the last touch, milliseconds. */
export const playsAfterTouch = 120_000;

/** Whether pictures cost the viewer money, or are asked to be few. */
export function isDataDear(connection: NetworkInformation | undefined): boolean {
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** How to watch a camera: a driver on an expensive data plan gets `medium` and 10 pictures a second at most. */
export function videoOptions(isOperator: boolean, isDear: boolean): CameraOptions {
  return !isOperator && isDear ? { quality: 'medium', maxFps: 10 } : {};
}
