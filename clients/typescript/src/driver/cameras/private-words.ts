import { t } from '../language/language.ts';
import type { CameraStatus } from '../../wire.ts';

/** How to open a camera that an update has made private; undefined for any other camera. */
export function becamePrivateWords({ id, becamePrivate }: Pick<CameraStatus, 'id' | 'becamePrivate'>): string | undefined {
  return becamePrivate === true ? t('camera.becamePrivate', { camera: id }) : undefined;
}
