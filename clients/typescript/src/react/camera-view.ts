import { createElement, useEffect, useRef, type CanvasHTMLAttributes, type ReactElement } from 'react';
import type { CameraOptions } from '../cameras/camera-store.ts';
import { useLiveParking } from './provider.ts';
import { CanvasPainter } from '../canvas/canvas-painter.ts';

/** The props of a camera view; unknown props are passed to the canvas. */
export interface CameraViewProps extends CanvasHTMLAttributes<HTMLCanvasElement> {
  readonly cameraId: string;
  readonly options?: CameraOptions;
}

/** The pictures of a camera on a canvas, painted without rendering. `data-picture` says what the picture is, so that a style can dim an old one. */
export function CameraView({ cameraId, options = {}, ...rest }: CameraViewProps): ReactElement {
  const client = useLiveParking();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { quality, maxFps } = options;
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const store = client.camera(cameraId, { ...(quality === undefined ? {} : { quality }), ...(maxFps === undefined ? {} : { maxFps }) });
    const painter = new CanvasPainter(element);
    const show = () => element.setAttribute('data-picture', store.getSnapshot().picture);
    const stopPainting = store.paint(async frame => {
      await painter.paint(frame);
    });
    // A view that is mounted again begins with the newest frame.
    const { frame } = store.getSnapshot();
    if (frame !== undefined) void painter.paint(frame);
    const unsubscribe = store.subscribe(show);
    show();
    return () => {
      unsubscribe();
      stopPainting();
    };
  }, [client, cameraId, quality, maxFps]);
  return createElement('canvas', { ...rest, ref: canvas });
}
