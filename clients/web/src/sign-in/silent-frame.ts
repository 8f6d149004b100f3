/** Longest wait for the authority, milliseconds. */
const timeoutMs = 10_000;

/**
 * Opens an address of the authority in a hidden frame, in which it sends the user's browser back to this page without a question.
 * @returns The response, a query with its `?`.
 * @throws DOMException when none comes in time, as where the browser or the authority's policy forbids the frame.
 */
export async function askInFrame(address: string): Promise<string> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = address;
  const done = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      const listen = ({ origin, source, data }: MessageEvent<{ readonly signInResponse?: unknown } | null>) => {
        const isOurs = origin === location.origin && source === frame.contentWindow;
        if (isOurs && typeof data?.signInResponse === 'string') resolve(data.signInResponse);
      };
      addEventListener('message', listen, { signal: done.signal });
      const timer = setTimeout(() => reject(new DOMException('The frame gave no response.', 'TimeoutError')), timeoutMs);
      done.signal.addEventListener('abort', () => clearTimeout(timer));
      document.body.append(frame);
    });
  } finally {
    done.abort();
    frame.remove();
  }
}
