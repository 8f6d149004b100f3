import type { GatewayError } from '../gateway-error.ts';
import type { ParkingLink } from '../parking/parking-store.ts';
import type { Store } from '../store.ts';
import type { Alarm } from '../wire.ts';

/** The alarms of an operator's places. */
export interface AlarmsSnapshot {
  /** Those that are not cleared: the worst rank first, then the newest. */
  readonly alarms: readonly Alarm[];
  readonly link: ParkingLink;
  /** Milliseconds since they were last known to be current, as of now; Infinity when they never were. */
  readonly ageMs: number;
  /** The gateway's error, such as `forbidden`. */
  readonly error: GatewayError | undefined;
}

/** The alarms of an operator's places, live. The actions reject with the gateway's error. */
export interface AlarmsStore extends Store<AlarmsSnapshot> {
  /** Says that somebody cares for an alarm. */
  acknowledge(alarmId: string, note?: string): Promise<Alarm>;
  /** Puts an alarm out of the way until a time, up to 30 days from now. */
  shelve(alarmId: string, until: Date, reason: string): Promise<Alarm>;
  /** Takes a shelved alarm back. */
  unshelve(alarmId: string): Promise<Alarm>;
  /** Calls a listener with every alarm that is new or has changed, cleared ones too, until the returned function is called. */
  onChange(listener: (alarm: Alarm, before: Alarm | undefined) => void): () => void;
}
