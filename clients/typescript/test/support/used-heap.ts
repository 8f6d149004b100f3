interface Hermes {
  readonly HermesInternal?: { readonly getInstrumentedStats?: () => Readonly<Record<string, number>> };
  readonly gc?: () => void;
}

/** The bytes of live objects, on a Hermes VM; nothing on another engine. */
export function usedHeap(): number | undefined {
  const { HermesInternal, gc } = globalThis as Hermes;
  const stats = HermesInternal?.getInstrumentedStats;
  if (stats === undefined || gc === undefined) return undefined;
  gc();
  return stats()['js_allocatedBytes'];
}
