import { ProblemError, type LevelStatus } from '@live-parking/client';
import { useLiveParking } from '@live-parking/client/react';
import { askAgain } from '../api/ask-again.ts';
import { randomId } from '../api/random-id.ts';
import { FormDialog } from './form-dialog.tsx';
import { useMemo, useState, type ComponentChildren } from './preact.ts';

/** Sets the true number of a level. */
export function CorrectionDialog(props: { readonly path: string; readonly level: LevelStatus; readonly close: () => void }): ComponentChildren {
  const { path, level, close } = props;
  const { http } = useLiveParking();
  const [occupied, setOccupied] = useState(String(level.spots.occupied));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  // The same for every attempt: a repeated request has no second effect.
  const id = useMemo(randomId, []);
  const send = async () => {
    setIsBusy(true);
    try {
      await askAgain(() => http.ask(`${path}/corrections`, { id, occupied: Number(occupied), reason: reason.trim() }));
      close();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.message);
      setIsBusy(false);
    }
  };
  return (
    <FormDialog title={`Correct: ${level.name}`} submitLabel="Correct" isBusy={isBusy} close={close} submit={() => void send()}>
      <label class="field">
        <span>Cars that are there now</span>
        <input type="number" min={0} max={1_000_000} required value={occupied} onInput={event => setOccupied(event.currentTarget.value)} autoFocus />
      </label>
      <label class="field">
        <span>Why</span>
        <input required maxLength={500} value={reason} onInput={event => setReason(event.currentTarget.value)} />
      </label>
      {problem !== '' && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
    </FormDialog>
  );
}
