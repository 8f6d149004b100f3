/** Gateways ping every 4 s. A connection over which nothing arrived for this long counts as lost, milliseconds. */
export const silentAfter = 6000;
