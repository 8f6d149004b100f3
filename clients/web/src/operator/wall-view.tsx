import type { CameraStatus } from '@live-parking/client';
import { useAnswer } from './answers.ts';
import { CameraTile } from './camera-panel.tsx';
import { useKeys } from './hooks.ts';
import { useEffect, useMemo, useState, type ComponentChildren } from './preact.ts';

/** Up to so many columns the tiles are large enough for a better picture. */
const fewColumns = 3;

/** Maximum cameras on the wall. */
const maxCameras = 64;

/** How often the list of cameras is asked for again, milliseconds. */
const listEveryMs = 10_000;

/** Cameras of many sites side by side, the chosen one large. */
export function WallView(): ComponentChildren {
  const { answer: cameras, problem } = useAnswer<readonly CameraStatus[]>(() => 'api/v1/cameras', [], listEveryMs);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const shown = useMemo(() => {
    const text = search.trim().toLowerCase();
    return (cameras ?? []).filter(camera => text === '' || `${camera.name} ${camera.id} ${camera.locationId}`.toLowerCase().includes(text)).slice(0, maxCameras);
  }, [cameras, search]);
  // As many columns as rows: the tiles have the form of the screen, so a few cameras fill it too.
  const columns = Math.ceil(Math.sqrt(shown.length));
  // It may be larger than what was left of the window.
  useEffect(() => document.querySelector('.tile.large')?.scrollIntoView({ block: 'nearest' }), [chosen]);
  useKeys((key, event) => {
    if (key !== 'Escape') return;
    setChosen(undefined);
    event.preventDefault();
  });
  return (
    <main class="view scroll" id="view" tabIndex={-1}>
      <h1 class="visually-hidden">Camera wall</h1>
      <div class="tools">
        <label class="field grow">
          <span>Cameras</span>
          <input type="search" value={search} placeholder="Name, camera or site" onInput={event => setSearch(event.currentTarget.value)} />
        </label>
        <p class="count" aria-live="polite">
          {cameras !== undefined && `${shown.length} of ${cameras.length} cameras${cameras.length > maxCameras && shown.length === maxCameras ? '; search for the others' : ''}`}
        </p>
      </div>
      {problem !== '' && (
        <p class="nothing error" role="alert">
          {problem}
        </p>
      )}
      {cameras === undefined && problem === '' && <p class="nothing">Loading the cameras…</p>}
      {cameras?.length === 0 && <p class="nothing">There are no cameras that your token is for.</p>}
      <div class="wall" style={`--columns: ${columns}`}>
        {shown.map(camera => (
          <CameraTile
            key={camera.id}
            camera={camera}
            title={`${camera.name} · ${camera.locationId}`}
            isLarge={camera.id === chosen}
            isOfFew={columns <= fewColumns}
            choose={() => setChosen(camera.id === chosen ? undefined : camera.id)}
          />
        ))}
      </div>
    </main>
  );
}
