import type { LevelStatus } from '@live-parking/client';

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

/**
 * A moment to come, by this device's clock: `07:00 CET`, `Mon 07:00 CET`, `4 Jan, 07:00 CET`, or `4 Jan 2027` when it is far. The zone is
 * named because it is the device's, which may not be that of the location.
 * @param timeZone Another zone than the device's.
 */
export function momentWords(moment: number, now: number, timeZone?: string): string {
  const ahead = moment - now;
  const format = (how: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...how, ...(timeZone === undefined ? {} : { timeZone }) }).format(moment);
  const time = { hour: '2-digit', minute: '2-digit', hour12: false, timeZoneName: 'short' } as const;
  if (ahead < 20 * hour) return format(time);
  if (ahead < 6 * 24 * hour) return `${format({ weekday: 'short' })} ${format(time)}`;
  if (ahead < 180 * 24 * hour) return format({ day: 'numeric', month: 'short', ...time });
  return format({ day: 'numeric', month: 'short', year: 'numeric' });
}
