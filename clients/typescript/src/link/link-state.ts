/** `waiting` is between two attempts, or without a network; `refused` means that the gateway does not accept the token. */
export type LinkState = 'connecting' | 'connected' | 'waiting' | 'refused';
