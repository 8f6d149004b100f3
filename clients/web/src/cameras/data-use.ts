import type { CameraOptions } from '@live-parking/client';

/** What a browser says of the device's connection (Network Information API); some say nothing. */
export interface NetworkInformation {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** From the last touch on a driver's video goes on for this long, milliseconds. */
export const playsAfterTouch = 120_000;

/** Whether pictures cost the viewer money, or are asked to be few. */
export function isDataDear(connection: NetworkInformation | undefined): boolean {
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** How to watch a camera: a driver whose data is dear gets `medium` and 10 pictures a second at most. */
export function videoOptions(isOperator: boolean, isDear: boolean): CameraOptions {
  return !isOperator && isDear ? { quality: 'medium', maxFps: 10 } : {};
}
