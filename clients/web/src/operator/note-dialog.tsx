import type { Alarm } from '@live-parking/client';
import { FormDialog } from './form-dialog.tsx';
import { useState, type ComponentChildren } from './preact.ts';
import { kindWords } from './words.ts';

/** Asks for a note to an alarm, which acknowledges it. */
export function NoteDialog(props: { readonly alarm: Alarm; readonly close: () => void; readonly acknowledge: (note: string) => void }): ComponentChildren {
  const [note, setNote] = useState(props.alarm.note ?? '');
  return (
    <FormDialog title={`Acknowledge: ${kindWords[props.alarm.kind]}`} submitLabel="Acknowledge" close={props.close} submit={() => props.acknowledge(note.trim())}>
      <p>{props.alarm.cause}</p>
      <label class="field">
        <span>Note</span>
        <input required maxLength={500} value={note} onInput={event => setNote(event.currentTarget.value)} autoFocus />
      </label>
    </FormDialog>
  );
}
