/** The hubs: their paths, what can be invoked and what they send. */

/** The parking hub: its path, what can be invoked and what it sends. */
export const parkingHub = {
  path: '/hubs/parking',
  subscribe: 'SubscribeToParking',
  unsubscribe: 'UnsubscribeFromParking',
  parkingUpdate: 'ParkingUpdate',
  cameraStatusChanged: 'CameraStatusChanged',
} as const;

/** The camera hub: its path and what can be invoked. */
export const cameraHub = {
  path: '/hubs/cameras',
  watch: 'WatchCamera',
  ack: 'AckFrame',
  cameraStatusChanged: 'CameraStatusChanged',
} as const;

/** The hub for operators: its path, what can be invoked and what it sends. */
export const operationsHub = {
  path: '/hubs/operations',
  subscribeToOverview: 'SubscribeToOverview',
  subscribeToAlarms: 'SubscribeToAlarms',
  acknowledge: 'AcknowledgeAlarm',
  shelve: 'ShelveAlarm',
  unshelve: 'UnshelveAlarm',
  ping: 'Ping',
  overviewChanged: 'OverviewChanged',
  alarmChanged: 'AlarmChanged',
} as const;
