import { Image, type ImageProps } from 'expo-image';
import { createElement, useEffect, useRef, useState, type ReactElement } from 'react';
import type { CameraOptions } from '../cameras/camera-store.ts';
import { useLiveParking } from '../react/provider.ts';
import { FilePainter } from './file-painter.ts';
import { devicePictures } from './picture-folder.ts';

/** The props of a camera view; unknown props are passed to the image of `expo-image`. */
export interface CameraViewProps extends Omit<
  ImageProps,
  'source' | 'cachePolicy' | 'recyclingKey' | 'transition' | 'placeholder' | 'onDisplay' | 'onError'
> {
  readonly cameraId: string;
  readonly options?: CameraOptions;
}

/** Numbers the views, so that no two write the same file. */
let views = 0;

/**
 * The pictures of a camera. They go through files to one image view of `expo-image`, which keeps the old picture until the new one is decoded; nothing is
 * cached. `docs/mobile.md` has the reasons. Show its age and state beside it, with `useCamera` or the store's snapshot.
 */
export function CameraView({ cameraId, options = {}, ...rest }: CameraViewProps): ReactElement {
  const client = useLiveParking();
  const [uri, setUri] = useState<string>();
  const painter = useRef<FilePainter | undefined>(undefined);
  const { quality, maxFps } = options;
  useEffect(() => {
    const store = client.camera(cameraId, { ...(quality === undefined ? {} : { quality }), ...(maxFps === undefined ? {} : { maxFps }) });
    views += 1;
    const own = new FilePainter(devicePictures, `view-${views}`, setUri);
    painter.current = own;
    const stopPainting = store.paint(own.paint);
    // A view that is mounted again begins with the newest frame.
    const { frame } = store.getSnapshot();
    if (frame !== undefined) void own.paint(frame);
    const unsubscribe = store.subscribe(() => {});
    return () => {
      unsubscribe();
      stopPainting();
      own.end();
      painter.current = undefined;
      // Another camera's last picture must not stand for this one's.
      setUri(undefined);
    };
  }, [client, cameraId, quality, maxFps]);
  return createElement(Image, {
    contentFit: 'contain',
    ...rest,
    source: uri === undefined ? null : { uri },
    cachePolicy: 'none',
    transition: null,
    onDisplay: () => painter.current?.displayed(),
    onError: () => painter.current?.failed(),
  });
}
