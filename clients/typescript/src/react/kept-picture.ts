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

/** Makes the hook for an engine. @param addressOf How the engine's image views get a picture. */
export function keptPictureHook(addressOf: (picture: KeptPicture) => PictureAddress) {
  /**
   * The last picture of a camera, requested once; undefined where none is kept or may be seen. Does not start the camera.
   * @param cameraId Without one nothing is requested.
   */
  return function useKeptPicture(cameraId: string | undefined, quality: CameraRung = 'medium'): KeptPictureView | undefined {
    const client = useLiveParking();
    const [view, setView] = useState<KeptPictureView>();
    useEffect(() => {
      if (cameraId === undefined) return undefined;
      let isOver = false;
      let address: PictureAddress | undefined;
      const show = (picture: KeptPicture | undefined) => {
        if (isOver || picture === undefined) return;
        address = addressOf(picture);
        setView({ uri: address.uri, takenAt: Date.now() - picture.ageMs });
      };
      client.http.keptPicture(cameraId, quality).then(show, (error: unknown) => {
        // A private camera or a gateway that is away: there is no picture.
        if (!(error instanceof ProblemError)) throw error;
      });
      return () => {
        isOver = true;
        address?.release();
        setView(undefined);
      };
    }, [client, cameraId, quality]);
    return view;
  };
}
