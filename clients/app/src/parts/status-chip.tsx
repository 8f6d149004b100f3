import type { OccupancyStatus } from '@live-parking/client';
import { statusWord } from '@live-parking/client/driver';
import { useWords } from '../language/language';
import { Chip, type Tone } from './chip';

const tones: Readonly<Record<OccupancyStatus, Tone>> = {
  open: 'open',
  almostFull: 'almost',
  full: 'full',
  closed: 'quiet',
  unknown: 'quiet',
};

interface StatusChipProps {
  readonly status: OccupancyStatus;
  /** One that is not current has no colour. */
  readonly isLive: boolean;
}

/** A status as a word, with its icon. */
export function StatusChip({ status, isLive }: StatusChipProps) {
  // Makes the word anew when the language changes.
  useWords();
  return <Chip icon={status} words={statusWord(status)} tone={isLive ? tones[status] : 'quiet'} />;
}
