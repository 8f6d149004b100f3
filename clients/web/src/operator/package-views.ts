import * as views from '@live-parking/client/react';
import type { ComponentChildren, FunctionComponent, HTMLAttributes } from 'preact';
import type { CameraOptions, LiveParkingClient } from '@live-parking/client';

// The package's components are written for React, which is Preact here; only their types differ.

/** The pictures of a camera on a canvas. */
export const CameraView = views.CameraView as unknown as FunctionComponent<HTMLAttributes<HTMLCanvasElement> & { cameraId: string; options?: CameraOptions }>;

/** Gives the components below it their client. */
export const LiveParkingProvider = views.LiveParkingProvider as unknown as FunctionComponent<{ client: LiveParkingClient; children?: ComponentChildren }>;
