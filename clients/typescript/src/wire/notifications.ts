/** Who is told of alarms. */

import type { Alarm, AlarmRank } from './operations.ts';

/** How a receiver is told of alarms. */
export type NotificationReceiver = 'webhook' | 'email';

/** Which alarms a receiver is told of: `PUT /api/v1/notifications/{id}`. */
export interface NotificationRule {
  readonly id: string;
  readonly receiver: NotificationReceiver;
  /** The id of a webhook, or an e-mail address. */
  readonly target: string;
  /** Alarms of this rank and worse; medium when absent. */
  readonly rank?: AlarmRank;
  /** Only locations of these groups. */
  readonly groups?: readonly string[];
  /** OSM `opening_hours` syntax. */
  readonly hours?: string;
  /** IANA name of the time zone of the hours. */
  readonly timeZone?: string;
  /** Seconds without others of the same kind and location, 0 to 86,400. */
  readonly coolDownSeconds?: number;
}

/** The answer of `GET /api/v1/notifications`. */
export interface NotificationsAnswer {
  readonly notifications: readonly NotificationRule[];
}

/** A receiver of alarms over HTTP: `PUT /api/v1/webhooks/{id}`. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Signs the requests; in requests only. */
  readonly secret?: string;
}

/** The answer of `GET /api/v1/webhooks`. */
export interface WebhooksAnswer {
  readonly webhooks: readonly Webhook[];
}

/** What has happened to an alarm. */
export type AlarmEventKind = 'test' | 'raised' | 'cleared';

/** What a webhook gets; the `id` is the same for all attempts to deliver it. */
export interface AlarmEvent {
  readonly id: string;
  readonly kind: AlarmEventKind;
  readonly at: string;
  /** Absent for a test. */
  readonly alarm?: Alarm;
}

/** Whether an event was delivered. */
export type DeliveryState = 'waiting' | 'delivered' | 'givenUp';

/** An event on its way to a webhook, or delivered. */
export interface Delivery {
  readonly id: string;
  readonly kind: AlarmEventKind;
  readonly alarmId?: string;
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAt?: string;
  readonly nextAt?: string;
  /** Why the last attempt failed. */
  readonly reason?: string;
}

/** The answer of `GET /api/v1/webhooks/{id}/deliveries`. */
export interface DeliveriesAnswer {
  readonly deliveries: readonly Delivery[];
}
