import type { ComponentProps } from 'react';
import { View } from 'react-native';

/** Whether the reader lets the app use the camera. */
export const permission = { granted: true, canAskAgain: true };

export const useCameraPermissions = () => [permission, async () => permission] as const;

/** A finder: tests say which code it sees. */
export const CameraView = (props: ComponentProps<typeof View>) => <View testID="finder" {...props} />;
