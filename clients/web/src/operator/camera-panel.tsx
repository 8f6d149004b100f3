import type { CameraStatus } from '@live-parking/client';
import { CameraView } from './package-views.ts';
import { useState, type ComponentChildren } from './preact.ts';

/** The cameras of a site: all small on the low rung, the chosen one large. */
export function CameraPanel({ cameras }: { readonly cameras: readonly CameraStatus[] }): ComponentChildren {
  const [chosen, setChosen] = useState<string>();
  return (
    <div class="wall">
      {cameras.map(camera => (
        <CameraTile key={camera.id} camera={camera} isLarge={camera.id === chosen} choose={() => setChosen(camera.id === chosen ? undefined : camera.id)} />
      ))}
    </div>
  );
}

/** One camera of a wall. */
export function CameraTile(props: {
  readonly camera: CameraStatus;
  readonly title?: string;
  readonly isLarge: boolean;
  /** Whether few tiles share the screen. */
  readonly isOfFew?: boolean;
  readonly choose: () => void;
}): ComponentChildren {
  const { camera, title, isLarge, isOfFew = false, choose } = props;
  return (
    <button type="button" class={isLarge ? 'tile large' : 'tile'} data-state={camera.state} aria-pressed={isLarge} onClick={choose}>
      <CameraView cameraId={camera.id} options={isLarge ? largeOptions : isOfFew ? mediumOptions : smallOptions} role="img" aria-label={title ?? camera.name} />
      <span class="tile-name">
        {title ?? camera.name}
        {(camera.state === 'offline' || camera.state === 'frozen') && <b class="bad"> {camera.state}</b>}
      </span>
      {camera.reason !== undefined && <span class="tile-reason">{camera.reason}</span>}
    </button>
  );
}

const smallOptions = { quality: 'low', maxFps: 5 } as const;
const mediumOptions = { quality: 'medium', maxFps: 10 } as const;
const largeOptions = { quality: 'high' } as const;
