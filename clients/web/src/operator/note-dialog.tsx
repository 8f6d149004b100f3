import type { Alarm } from '@live-parking/client';
import { useEffect, useRef, useState, type ComponentChildren } from './preact.ts';
import { kindWords } from './words.ts';

/** Asks for a note to an alarm, which acknowledges it. */
export function NoteDialog(props: { readonly alarm: Alarm; readonly close: () => void; readonly acknowledge: (note: string) => void }): ComponentChildren {
  const dialog = useRef<HTMLDialogElement>(null);
  const [note, setNote] = useState(props.alarm.note ?? '');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="box" aria-labelledby="note-title" onClose={props.close}>
      <form
        onSubmit={event => {
          event.preventDefault();
          props.acknowledge(note.trim());
        }}
      >
        <h2 id="note-title">Acknowledge: {kindWords[props.alarm.kind]}</h2>
        <p>{props.alarm.cause}</p>
        <label class="field">
          <span>Note</span>
          <input required maxLength={500} value={note} onInput={event => setNote(event.currentTarget.value)} autoFocus />
        </label>
        <div class="actions">
          <button type="submit" class="main">
            Acknowledge
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
