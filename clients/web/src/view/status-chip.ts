import type { OccupancyStatus } from '@live-parking/client';
import { keptWords } from '../kept/kept-words.ts';
import type { Chip } from './chip.ts';
import { statusWord } from '@live-parking/client/driver';

/** Shows a status; of one that is not current, how old it is instead. @param seenAt By the device's clock, Unix milliseconds. */
export function showStatus(chip: Chip, status: OccupancyStatus, seenAt: number | undefined): void {
  if (seenAt === undefined) chip.show(status, statusWord(status));
  else chip.show('wait', keptWords(seenAt, Date.now()));
}
