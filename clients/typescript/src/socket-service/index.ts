import { SocketService } from './socket-service.ts';

export type { ParkingData, ParkingUpdate, VideoFrame } from './payloads.ts';
export type { SocketEvents, SocketHandle } from './socket-handle.ts';
export { SocketService, type SocketOptions } from './socket-service.ts';

/** The app's one service, as the sketch had it. */
export default new SocketService();
