import { useEffect, useRef, type ComponentChildren } from './preact.ts';

const keys: readonly (readonly [string, string])[] = [
  ['?', 'Show these keys'],
  ['1', 'Overview'],
  ['2', 'Alarms'],
  ['3', 'Camera wall'],
  ['4', 'Notifications (admins)'],
  ['j or ↓', 'Next row'],
  ['k or ↑', 'Row before'],
  ['Enter', 'Open the site of the row'],
  ['c', 'Cameras of the site of the row'],
  ['/', 'Search sites'],
  ['t', 'Only sites in trouble'],
  ['a', 'Acknowledge the alarm'],
  ['n', 'Acknowledge the alarm with a note'],
  ['s', 'Shelve the alarm'],
  ['u', 'Take a shelved alarm back'],
  ['Backspace', 'Back to the view before'],
  ['d', 'Light, dark, or as the system'],
];

/** The keys of the console. */
export function HelpDialog({ close }: { readonly close: () => void }): ComponentChildren {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="box" aria-labelledby="help-title" onClose={close}>
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <button type="button" class="main" autoFocus onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
