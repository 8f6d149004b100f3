import type { LevelStatus } from '../wire.ts';

const hour = 3_600_000;

/**
 * What a driver should know of a level beside its number: why and until when it is closed, when it closes, how high a car may be.
 * @param now By the gateway's clock, Unix milliseconds.
 */
export function levelNotes(level: LevelStatus, now: number): string[] {
  const notes: string[] = [];
  if (level.status === 'closed') {
    if (level.closedReason !== undefined) notes.push(`Closed: ${level.closedReason}`);
    else if (level.opensAt !== undefined) notes.push(`Closed until ${momentWords(Date.parse(level.opensAt), now)}`);
  } else if (level.closesAt !== undefined) {
    notes.push(`Open until ${momentWords(Date.parse(level.closesAt), now)}`);
  }
  if (level.heightLimit !== undefined) notes.push(`Height limit ${level.heightLimit.toLocaleString('en')} m`);
  return notes;
}

/** A moment to come, by this device's clock and zone: `07:00`, `Mon 07:00`, `4 Jan, 07:00`, or `4 Jan 2027` when it is far. */
export function momentWords(moment: number, now: number): string {
  const ahead = moment - now;
  const time = { hour: '2-digit', minute: '2-digit', hour12: false } as const;
  if (ahead < 20 * hour) return format(moment, time);
  if (ahead < 6 * 24 * hour) return format(moment, { weekday: 'short', ...time });
  if (ahead < 180 * 24 * hour) return format(moment, { day: 'numeric', month: 'short', ...time });
  return format(moment, { day: 'numeric', month: 'short', year: 'numeric' });
}

function format(moment: number, how: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', how).format(moment);
}
