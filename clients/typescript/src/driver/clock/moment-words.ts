import { locale } from '../language/language.ts';

const hour = 3_600_000;

/** This device's time zone. */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * A moment to come, by the clocks of a location: `07:00`, `Mon 07:00`, `4 Jan, 07:00`, or `4 Jan 2027` when it is far. The zone is named when
 * this device's clock shows another time.
 * @param now Unix milliseconds, as is `moment`.
 * @param zone IANA name of the location's time zone.
 * @param deviceZone The time zone of the reader's device.
 */
export function momentWords(moment: number, now: number, zone: string, deviceZone = here): string {
  const timeZone = knownZone(zone) ?? deviceZone;
  const ahead = moment - now;
  const format = (how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale(), { ...how, timeZone }).format(moment);
  const isElsewhere = wallTime(moment, timeZone) !== wallTime(moment, deviceZone);
  const zoneName: Intl.DateTimeFormatOptions = isElsewhere ? { timeZoneName: 'short' } : {};
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false, ...zoneName };
  if (ahead < 20 * hour) return format(time);
  if (ahead < 6 * 24 * hour) return `${format({ weekday: 'short' })} ${format(time)}`;
  if (ahead < 180 * 24 * hour) return format({ day: 'numeric', month: 'short', ...time });
  return format({ day: 'numeric', month: 'short', year: 'numeric' });
}

/** The short name of a zone when its clocks now show another time than this device's, `GMT+7`; undefined when they agree. */
export function foreignZoneName(zone: string, now: number, deviceZone = here): string | undefined {
  const timeZone = knownZone(zone);
  if (timeZone === undefined || wallTime(now, timeZone) === wallTime(now, deviceZone)) return undefined;
  return new Intl.DateTimeFormat(locale(), { timeZone, timeZoneName: 'short' }).formatToParts(now).find(part => part.type === 'timeZoneName')?.value;
}

/** The zone when this browser knows it: its database may be older than the gateway's. */
function knownZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function wallTime(moment: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(moment);
}
