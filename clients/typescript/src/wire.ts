/**
 * The messages from and to the gateway, exactly as on the wire. Times are ISO-8601 UTC texts, except
 * `capturedAt`, which is Unix milliseconds. Absent members are left out, never null.
 */

export * from './wire/parking.ts';
export * from './wire/operations.ts';
export * from './wire/notifications.ts';
export * from './wire/cameras.ts';
export * from './wire/readings.ts';
export * from './wire/history.ts';
export * from './wire/hubs.ts';
export * from './wire/common.ts';
