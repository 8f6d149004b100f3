import type { Alarm } from '@live-parking/client';
import { FormDialog } from './form-dialog.tsx';
import { useState, type ComponentChildren } from './preact.ts';
import { kindWords } from './words.ts';

const hour = 3_600_000;
const times: readonly (readonly [string, number])[] = [
  ['1 hour', hour],
  ['4 hours', 4 * hour],
  ['12 hours', 12 * hour],
  ['1 day', 24 * hour],
  ['7 days', 7 * 24 * hour],
  ['29 days', 29 * 24 * hour],
];

/** Asks until when an alarm is shelved, and why. */
export function ShelveDialog(props: {
  readonly alarm: Alarm;
  readonly close: () => void;
  readonly shelve: (until: Date, reason: string) => void;
}): ComponentChildren {
  const [time, setTime] = useState(4 * hour);
  const [reason, setReason] = useState('');
  const submit = () => {
    if (reason.trim() !== '') props.shelve(new Date(Date.now() + time), reason.trim());
  };
  return (
    <FormDialog title={`Shelve: ${kindWords[props.alarm.kind]}`} submitLabel="Shelve" close={props.close} submit={submit}>
      <p>{props.alarm.cause}</p>
      <label class="field">
        <span>For</span>
        <select value={String(time)} onChange={event => setTime(Number(event.currentTarget.value))}>
          {times.map(([word, value]) => (
            <option key={value} value={String(value)}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Why</span>
        <input required maxLength={500} value={reason} onInput={event => setReason(event.currentTarget.value)} autoFocus />
      </label>
    </FormDialog>
  );
}
