import { useEffect, useRef, useState } from 'preact/hooks';

interface KeyDialogProps {
  readonly reason: string;
  readonly submit: (key: string) => void;
  readonly cancel: () => void;
}

/** Asks for an API key, because the service demands one. */
export function KeyDialog({ reason, submit, cancel }: KeyDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [key, setKey] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="key-title" onCancel={cancel}>
      <h2 id="key-title">API key</h2>
      <p>The service demands a key to read: {reason}.</p>
      <label>
        Key
        <input
          type="password"
          autocomplete="off"
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && key !== '' && submit(key)}
        />
      </label>
      <p class="note">Kept for this tab until you close it.</p>
      <button type="button" disabled={key === ''} onClick={() => submit(key)}>
        Use key
      </button>
      <button type="button" class="quiet" onClick={cancel}>
        Cancel
      </button>
    </dialog>
  );
}
