import type { SensorHealth, SensorStatus } from '@live-parking/client';

/** A battery that should be changed soon, percent. */
const lowCharge = 20;

const healthRank: Readonly<Record<SensorHealth, number>> = { failing: 0, silent: 1, ok: 3 };
const lowBatteryRank = 2;

/** `bay-9` before `bay-10`. */
const natural = new Intl.Collator('en', { numeric: true });

/** Whether a sensor's battery should be changed soon. */
export function isBatteryLow({ battery }: Pick<SensorStatus, 'battery'>): boolean {
  return battery !== undefined && battery <= lowCharge;
}

/** Sensors in the order in which they want attention: failing, silent, low battery, well; each by id as people count. */
export function byAttention(sensors: readonly SensorStatus[]): SensorStatus[] {
  return sensors.toSorted((one, other) => rank(one) - rank(other) || natural.compare(one.id, other.id));
}

function rank(sensor: SensorStatus): number {
  const byHealth = healthRank[sensor.health];
  return isBatteryLow(sensor) ? Math.min(byHealth, lowBatteryRank) : byHealth;
}
