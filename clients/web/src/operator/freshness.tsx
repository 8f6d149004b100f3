import { useEffect, useState, type ComponentChildren } from './preact.ts';
import { ago } from './words.ts';

/** Says when what is shown is not current; nothing while it is. */
export function Freshness({ state }: { readonly state: { readonly link: string; readonly ageMs: number } }): ComponentChildren {
  const [, tick] = useState(0);
  const isLost = state.link === 'lost';
  useEffect(() => {
    if (!isLost) return undefined;
    const timer = setInterval(() => tick(count => count + 1), 1000);
    return () => clearInterval(timer);
  }, [isLost]);
  if (!isLost) return <span class="fresh" role="status" />;
  return (
    <span class="fresh lost" role="status">
      {Number.isFinite(state.ageMs) ? `Not current: ${ago(state.ageMs)} old. Connecting…` : 'Not connected. Connecting…'}
    </span>
  );
}
