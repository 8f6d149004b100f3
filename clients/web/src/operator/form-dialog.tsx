import { useEffect, useId, useRef, type ComponentChildren } from './preact.ts';

/** A dialog with a form. It is open while it is rendered; Escape and "Cancel" close it. */
export function FormDialog(props: {
  readonly title: string;
  readonly submitLabel: string;
  readonly isBusy?: boolean;
  readonly submit: () => void;
  readonly close: () => void;
  readonly children: ComponentChildren;
}): ComponentChildren {
  const { title, submitLabel, isBusy = false, submit, close, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="box" aria-labelledby={titleId} onClose={close}>
      <form
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
        <div class="actions">
          <button type="submit" class="main" disabled={isBusy}>
            {submitLabel}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </form>
    </dialog>
  );
}
