/** Gateways ping every 4 s. One that was not heard for so long counts as lost, milliseconds. */
export const silentAfter = 6000;
