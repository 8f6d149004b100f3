import type { AlarmCounts, AlarmRank } from '@live-parking/client';
import type { ComponentChildren } from './preact.ts';
import { rankWords } from './words.ts';

const ranks: readonly AlarmRank[] = ['high', 'medium', 'low'];
const letters: Readonly<Record<AlarmRank, string>> = { high: 'H', medium: 'M', low: 'L' };

/** The number of alarms by rank; nothing where all is well. */
export function AlarmBadges({ counts }: { readonly counts: AlarmCounts | undefined }): ComponentChildren {
  if (counts === undefined) return null;
  return ranks
    .filter(rank => counts[rank] > 0)
    .map(rank => (
      <span key={rank} class="badge" data-rank={rank}>
        <span class="visually-hidden">{rankWords[rank]}: </span>
        <span aria-hidden="true">{letters[rank]}</span>
        {counts[rank]}
      </span>
    ));
}
