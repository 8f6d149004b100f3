import type { ConnectionState } from '@live-parking/client';
import { linkHealth, type LinkHealth } from '@live-parking/client/driver';
import { useConnection } from '@live-parking/client/react';
import { useState } from 'react';
import { useTick } from './use-tick';

/** Remembers since when there is no connection: each attempt and each wait between two is a state of its own. */
class LinkMemory {
  #notConnectedSince: number | undefined = performance.now();
  #isFirst = true;

  healthOf(state: ConnectionState): LinkHealth {
    const now = performance.now();
    if (state !== 'connecting') this.#isFirst = false;
    this.#notConnectedSince = state === 'connected' ? undefined : (this.#notConnectedSince ?? now);
    return linkHealth(this.#notConnectedSince, this.#isFirst, now);
  }
}

/** The connection as a person sees it: a short pause is none. */
export function useLinkHealth(): LinkHealth {
  const [memory] = useState(() => new LinkMemory());
  const { state } = useConnection();
  useTick(500);
  return memory.healthOf(state);
}
