import { useEffect, useState } from 'react';
import { ProblemError } from '../http/problem-error.ts';
import type { KeptPicture } from '../http/kept-picture.ts';
import type { CameraRung } from '../wire.ts';
import { useLiveParking } from './provider.ts';

/** A kept picture for an image view. */
export interface KeptPictureView {
  /** For the source of an image. */
  readonly uri: string;
  /** When it was taken, by this device's clock, Unix milliseconds. */
  readonly takenAt: number;
}

/** An address for a picture, until it is released. */
export interface PictureAddress {
  readonly uri: string;
  readonly release: () => void;
}

/** A refused picture is asked for again after this time, milliseconds: the camera may have been opened. */
const refusedRetryMs = 30_000;

/** Makes the hook for an engine. @param addressOf How the engine's image views get a picture. */
export function keptPictureHook(addressOf: (picture: KeptPicture) => PictureAddress) {
  /**
   * The last picture of a camera, requested once; undefined where none is kept or may be seen. Does not start the camera. A refused picture is
   * requested again every 30 s.
   * @param cameraId Without one nothing is requested.
   * @param refused Called with every answer: true when this viewer may not watch the camera. Pass the same function each time, such as a state's setter.
   */
  return function useKeptPicture(
    cameraId: string | undefined,
    quality: CameraRung = 'medium',
    refused?: (isRefused: boolean) => void,
  ): KeptPictureView | undefined {
    const client = useLiveParking();
    const [view, setView] = useState<KeptPictureView>();
    useEffect(() => {
      if (cameraId === undefined) return undefined;
      let isOver = false;
      let address: PictureAddress | undefined;
      let retry: ReturnType<typeof setTimeout> | undefined;
      let wasRefused = false;
      const show = (picture: KeptPicture | undefined) => {
        if (isOver) return;
        refused?.(false);
        if (picture === undefined) return;
        address = addressOf(picture);
        setView({ uri: address.uri, takenAt: Date.now() - picture.ageMs });
      };
      const failed = (error: unknown) => {
        // A private camera or a gateway that is away: there is no picture.
        if (!(error instanceof ProblemError)) throw error;
        if (isOver) return;
        if (error.isRefusal) {
          wasRefused = true;
          refused?.(true);
        }
        if (wasRefused) retry = setTimeout(request, refusedRetryMs);
      };
      const request = () => void client.http.keptPicture(cameraId, quality).then(show, failed);
      request();
      return () => {
        isOver = true;
        clearTimeout(retry);
        address?.release();
        setView(undefined);
      };
    }, [client, cameraId, quality, refused]);
    return view;
  };
}
