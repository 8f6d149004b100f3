export { followBrowser, type DeviceSignals } from './adapters/browser.ts';
export { followAppState, followNetInfo, type AppStateLike, type NetInfoLike, type NetInfoStateLike } from './adapters/react-native.ts';
export type { CameraLink, CameraOptions, CameraSnapshot, CameraStore } from './cameras/camera-store.ts';
export { FrameMeter } from './cameras/frame-meter.ts';
export type { FramePainter } from './cameras/frame-presenter.ts';
export { isStale, pictureAge, staleAfter, type PictureNow, type PictureTimes } from './cameras/picture-age.ts';
export type { PictureState } from './cameras/picture-state.ts';
export type { ClientOptions } from './client-options.ts';
export { ServerClock } from './clock/server-clock.ts';
export type { ConnectionSnapshot, ConnectionState, ConnectionStore } from './connection-store.ts';
// HttpAnswer and HttpQuestion are the names under which apps know these types.
export type {
  Environment,
  Fetch,
  HttpRequestInit as HttpQuestion,
  HttpResponse as HttpAnswer,
  Timer,
  WebSocketConstructor,
} from './environment/environment.ts';
export { momentOf, millisecondsBetween, type Moment } from './environment/moment.ts';
export type { GatewayError } from './gateway-error.ts';
export type { GatewayHttp } from './http/gateway-http.ts';
export type { KeptPicture } from './http/kept-picture.ts';
export { ProblemError, problemWords } from './http/problem-error.ts';
export type { HubProtocolName } from './link/hub-address.ts';
export { LiveParkingClient } from './live-parking-client.ts';
export type { AlarmsSnapshot, AlarmsStore } from './operations/alarms-store.ts';
export type { OverviewStore, OverviewView } from './operations/overview-store.ts';
export { bestLevel, freeSpots } from './parking/best-level.ts';
export { LocationBook } from './parking/location-book.ts';
export type { LocationsSnapshot, LocationsStore } from './parking/locations-store.ts';
export type { ParkingLink, ParkingSnapshot, ParkingStore } from './parking/parking-store.ts';
export { fromBase64, toBase64 } from './session/base64.ts';
export { authorityClaims, isAuthority, type Authority } from './session/authority.ts';
export { hasExpired, isOperator, mayOperate, readClaims, readExpiry, readPayload, textsOf, type Claims } from './session/claims.ts';
export type { TokenOption } from './session/token-source.ts';
export type { Store } from './store.ts';
export * from './wire.ts';
