/** The receiver of a device's events: a {@link LiveParkingClient} is one. */
export interface DeviceSignals {
  wake(): void;
  setOnline(isOnline: boolean): void;
  setVisible(isVisible: boolean): void;
}

/** Something that sends events, as a browser's window and document do. */
interface EventSource {
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

/** The browser features that are used. React Native has a window, but neither a document nor these events. */
interface BrowserGlobals extends Partial<EventSource> {
  readonly document?: EventSource & { readonly visibilityState?: string };
  readonly navigator?: { readonly onLine?: boolean; readonly connection?: Partial<EventSource> };
}

/** Reports to a client when the browser's network goes and comes, and when the page is hidden, shown and woken. Call the returned function to end it. */
export function followBrowser(client: DeviceSignals): () => void {
  const browser = globalThis as unknown as BrowserGlobals;
  const { document, navigator } = browser;
  if (document === undefined || browser.addEventListener === undefined) return () => {};
  const window = browser as EventSource;
  const connection = navigator?.connection?.addEventListener === undefined ? undefined : (navigator.connection as EventSource);
  const see = () => client.setVisible(document.visibilityState !== 'hidden');
  const wake = () => client.wake();
  const follow: readonly (readonly [EventSource | undefined, string, () => void])[] = [
    [window, 'online', () => client.setOnline(true)],
    [window, 'offline', () => client.setOnline(false)],
    [window, 'pageshow', wake],
    [document, 'visibilitychange', see],
    [document, 'resume', wake],
    // Another network: the connections over the old one are lost without a close event.
    [connection, 'change', wake],
  ];
  for (const [source, event, listener] of follow) source?.addEventListener(event, listener);
  see();
  if (navigator?.onLine === false) client.setOnline(false);
  return () => {
    for (const [source, event, listener] of follow) source?.removeEventListener(event, listener);
  };
}
