type State = { readonly type: string; readonly isConnected: boolean };

const listeners = new Set<(state: State) => void>();
let state: State = { type: 'wifi', isConnected: true };

/** The phone's network is another one, or gone. */
export function networkIs(now: State): void {
  state = now;
  listeners.forEach(listener => listener(now));
}

export const addEventListener = (listener: (state: State) => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useNetInfo = () => state;

export default { addEventListener };
