import { GatewayApi } from './api/gateway-api.ts';
import { askAgain } from './api/ask-again.ts';
import { carReading, oppositeOf, postReading } from './api/post-reading.ts';
import { randomId } from './api/random-id.ts';
import { hasExpired, isOperator, LiveParkingClient, LocationBook, mayOperate, ProblemError, type LevelStatus, type LocationStatus, type ConnectionState } from '@live-parking/client';
import { LastTouch } from './cameras/last-touch.ts';
import { readLanguage, writeLanguage } from './language/language-choice.ts';
import { language, useLanguage, type LanguageCode } from './language/language.ts';
import { GatewayNotices } from './link/gateway-notices.ts';
import { linkHealth, type LinkHealth } from '@live-parking/client/driver';
import { shownFrom, type ShownLocation } from './kept/kept-location.ts';
import { KeptNumbers } from './kept/kept-numbers.ts';
import { keptPlaces } from './kept/kept-places.ts';
import { followed } from './parking/followed.ts';
import { LocationPoller } from './parking/location-poller.ts';
import { FollowedLocations } from './parking/followed-locations.ts';
import { forDrivers } from '@live-parking/client/driver';
import { Favourites } from './places/favourites.ts';
import { readLastLocation, writeLastLocation } from './routing/last-location.ts';
import { chooseLocation } from './routing/location-choice.ts';
import { parseRoute, type Route } from './routing/route.ts';
import { Session } from './session/session.ts';
import { takeToken } from './session/token-fragment.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { takePlaceBeside, takeResponse } from './sign-in/sign-in-response.ts';
import type { Undo } from './view/operation.ts';
import { Page } from './view/page.ts';
import { statusSentence } from '@live-parking/client/driver';

/** How often ages are brought up to date, milliseconds. */
const tick = 500;

/** Numbers of an earlier visit are shown when no live ones have arrived for this long, milliseconds. */
const keptDelay = 1500;

/** Assembles the page from the known locations, the requested address, and the state of the view. */
export class App {
  readonly #session = new Session();
  readonly #signIn: SignIn = new SignIn(this.#session, new GatewayApi(new LiveParkingClient({ url: gatewayOf(location), followBrowser: false }).http), {
    page: gatewayOf(location),
    changed: () => this.#showSoon(),
    tokenChanged: () => void this.#tokenChanged(),
    renewToken: () => this.#client.renewToken(),
    now: () => this.#client.clock.at(Date.now()),
    go: address => location.assign(address),
  });
  readonly #client: LiveParkingClient = new LiveParkingClient({ url: gatewayOf(location), token: () => this.#signIn.token() });
  readonly #book = new LocationBook();
  readonly #kept = new KeptNumbers(keptPlaces, this.#session.token !== undefined, () => Date.now());
  readonly #unknown = new Set<string>();
  readonly #api = new GatewayApi(this.#client.http);
  readonly #followed = new FollowedLocations(this.#client, {
    changed: status => this.#locationChanged(status),
    unknown: id => this.#locationUnknown(id),
  });
  readonly #locationPoller = new LocationPoller(this.#api, {
    loaded: locations => {
      this.#listed(locations.map(location => location.id));
      for (const location of locations) this.#taken(location);
      this.#showSoon();
      void this.#signIn.ask();
    },
    failed: error => this.#listFailed(error),
  });
  readonly #notices = new GatewayNotices(
    () => this.#api.notices(),
    notices => this.#page.showNotices(notices),
  );
  readonly #favourites = new Favourites();
  readonly #lastTouch = new LastTouch();
  readonly #root: HTMLElement;
  #page: Page;
  #isTokenExpired = false;
  #ids: readonly string[] | undefined;
  #route: Route = { kind: 'none' };
  #notConnectedSince: number | undefined = performance.now();
  #isFirstAttempt = true;
  #health: LinkHealth = 'connecting';
  #isShowing = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#speak(readLanguage());
    this.#page = this.#makePage();
  }

  /**
   * Reads the address and begins.
   * @returns Stops the timers; not needed when the page closes.
   */
  start(): () => void {
    const response = takeResponse();
    this.#readAddress();
    if (response !== undefined) void this.#finishSignIn(response);
    addEventListener('hashchange', () => this.#readAddress());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.#locationPoller.refresh();
      this.#page.tick();
    });
    this.#client.connection.subscribe(() => this.#connectionIs(this.#client.connection.getSnapshot().state));
    void this.#locationPoller.refresh();
    const ticks = setInterval(() => this.#tick(), tick);
    const kept = setTimeout(() => this.#show(), keptDelay);
    addEventListener('pagehide', () => this.#kept.save());
    return () => {
      clearInterval(ticks);
      clearTimeout(kept);
    };
  }

  /** Whoever began on the console goes on there, signed in or not. */
  async #finishSignIn(response: string): Promise<void> {
    await this.#signIn.finish(response);
    const place = takePlaceBeside();
    if (place !== undefined) location.replace(place);
  }

  #makePage(): Page {
    return new Page(this.#root, {
      operation: {
        report: (level, kind) => this.#report(level, kind),
        correct: (level, occupied, reason) => {
          const id = randomId();
          return this.#change(async () => (await askAgain(() => this.#api.correct(level, { id, occupied, reason }))).status);
        },
        sensors: level => this.#asOperator(() => this.#api.sensors(level)),
        inspect: level =>
          this.#asOperator(async () => {
            const [sensors, corrections] = await Promise.all([this.#api.sensors(level), this.#api.corrections(level)]);
            return { sensors, corrections: corrections.toReversed() };
          }),
      },
      signIn: () => void this.#signIn.begin(),
      leave: () => void (this.#session.signedIn === undefined ? this.#useToken(undefined) : this.#signIn.end()),
      dismissSignIn: () => this.#signIn.dismiss(),
      retry: () => this.#retryNow(),
      checkNotices: () => void this.#notices.refresh(),
      client: this.#client,
      favourites: this.#favourites,
      lastTouch: this.#lastTouch,
      chooseLanguage: chosen => this.#changeLanguage(chosen),
      isTokenExpired: () => this.#isTokenExpired,
    });
  }

  #speak(chosen: LanguageCode): void {
    useLanguage(chosen);
    document.documentElement.lang = chosen;
  }

  /** Rebuilds the page in another language. */
  #changeLanguage(chosen: LanguageCode): void {
    if (chosen === language()) return;
    writeLanguage(chosen);
    this.#speak(chosen);
    this.#page.dispose();
    this.#page = this.#makePage();
    this.#page.showTokenRefused(this.#isTokenExpired);
    this.#show();
    void this.#notices.refresh();
    this.#page.focusLanguage();
  }

  #readAddress(): void {
    const { token, rest } = takeToken(location.hash);
    if (token !== undefined) {
      history.replaceState(null, '', `${location.pathname}${location.search}${rest}`);
      void this.#useToken(token);
    }
    this.#route = parseRoute(rest);
    this.#show();
  }

  async #useToken(token: string | undefined): Promise<void> {
    this.#session.use(token);
    this.#signIn.dismiss();
    await this.#tokenChanged();
  }

  async #tokenChanged(): Promise<void> {
    const { token } = this.#session;
    this.#isTokenExpired = false;
    this.#kept.change(token !== undefined);
    this.#page.showTokenRefused(false);
    this.#show();
    await this.#client.renewToken();
    await this.#locationPoller.refresh();
    if (this.#session.token === token) this.#kept.reopen();
    this.#page.tokenChanged();
  }

  #tokenRefused(): void {
    if (this.#session.token === undefined) return;
    if (this.#session.signedIn !== undefined) {
      this.#signIn.refused();
      return;
    }
    void this.#useToken(undefined);
    this.#isTokenExpired = true;
    this.#page.showTokenRefused(true);
  }

  #connectionIs(state: ConnectionState): void {
    if (state !== 'connecting') this.#isFirstAttempt = false;
    if (state === 'refused') this.#tokenRefused();
    if (state !== 'connected') {
      this.#notConnectedSince ??= performance.now();
    } else if (this.#notConnectedSince !== undefined) {
      this.#notConnectedSince = undefined;
      // Locations may have been added or removed in between.
      if (this.#health !== 'connecting') void this.#locationPoller.refresh();
    }
    this.#tick();
  }

  #retryNow(): void {
    this.#client.wake();
    void this.#locationPoller.refresh();
  }

  #listed(ids: readonly string[]): void {
    for (const id of this.#ids ?? []) {
      if (ids.includes(id)) continue;
      this.#kept.forget(id);
      this.#book.forget(id);
      this.#followed.forget(id);
    }
    for (const id of ids) this.#unknown.delete(id);
    this.#ids = ids;
  }

  #listFailed(error: ProblemError): void {
    if (error.status === 401) this.#tokenRefused();
  }

  #levelChanged(level: LevelStatus, before: LevelStatus | undefined): void {
    if (level.locationId === this.#current && before !== undefined && before.status !== level.status)
      this.#page.announce(`level ${level.levelId}`, statusSentence(level));
    this.#showSoon();
  }

  #locationChanged(status: LocationStatus): void {
    const { id } = status;
    for (const level of status.levels) {
      const { taken, before } = this.#book.applyLevel(level);
      if (taken) this.#levelChanged(level, before);
    }
    this.#taken(status);
    // The list may have been requested at the same time as a camera changed; the followed data is newer.
    for (const camera of status.cameras) this.#book.applyCamera(camera);
    this.#unknown.delete(id);
    if (this.#ids !== undefined && !this.#ids.includes(id)) this.#ids = [...this.#ids, id];
    this.#showSoon();
  }

  #taken(status: LocationStatus): void {
    this.#book.applyLocation(status);
    this.#kept.take(this.#book.get(status.id) ?? status);
  }

  #locationUnknown(id: string): void {
    this.#unknown.add(id);
    this.#kept.forget(id);
    this.#book.forget(id);
    this.#showSoon();
  }

  /** Reports one car; the returned function undoes it. */
  async #report(level: LevelStatus, kind: 'entry' | 'exit'): Promise<Undo> {
    const reading = carReading(kind, this.#client.clock.at(Date.now()));
    // Made once: an undo that is tried again is the same one.
    const opposite = oppositeOf(reading);
    await this.#change(() => postReading(this.#api, level, reading));
    return () => this.#change(() => postReading(this.#api, level, opposite));
  }

  /** Performs an action on a level and applies the result. */
  async #change(act: () => Promise<LevelStatus>): Promise<void> {
    const status = await this.#asOperator(act);
    const { taken, before } = this.#book.applyLevel(status);
    if (taken) this.#levelChanged(status, before);
  }

  async #asOperator<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) this.#tokenRefused();
      throw error;
    }
  }

  get #current(): string | undefined {
    return chooseLocation(this.#route, readLastLocation(), this.#knownIds ?? []);
  }

  /** The locations there are; while that has not been answered, those of earlier visits. */
  get #knownIds(): readonly string[] | undefined {
    return this.#ids ?? (this.#showsKept && this.#kept.ids.length > 0 ? this.#kept.ids : undefined);
  }

  get #showsKept(): boolean {
    return performance.now() >= keptDelay || !navigator.onLine;
  }

  /** Shows what changed once, however much of it changes at a time. */
  #showSoon(): void {
    if (this.#isShowing) return;
    this.#isShowing = true;
    setTimeout(() => {
      this.#isShowing = false;
      this.#show();
    });
  }

  #show(): void {
    const current = this.#current;
    const known = current === undefined ? undefined : this.#book.get(current);
    if (this.#route.kind === 'location' && this.#book.get(this.#route.id) !== undefined) writeLastLocation(this.#route.id);
    this.#kept.prefer(current === undefined ? this.#favourites.ids : [current, ...this.#favourites.ids]);
    this.#followed.follow(followed(current, this.#knownIds ?? []));
    this.#notices.want(isOperator(this.#session.claims));
    this.#page.show({
      locations: this.#knownIds?.map(id => this.#shown(id)).filter(location => location !== undefined),
      onlyList: this.#route.kind === 'overview',
      current,
      level: this.#route.kind === 'location' ? this.#route.levelId : undefined,
      location: current === undefined ? undefined : this.#shown(current),
      unknown:
        this.#route.kind === 'invalid' ? this.#route.text : current !== undefined && this.#unknown.has(current) ? current : undefined,
      claims: this.#session.claims,
      signIn: this.#signIn.shown,
      mayOperate: known !== undefined && mayOperate(this.#session.claims, known.id, known.groups),
    });
    this.#tick();
  }

  #shown(id: string): ShownLocation | undefined {
    const kept = this.#showsKept ? this.#kept.get(id) : undefined;
    const status = this.#book.get(id) ?? (kept === undefined ? undefined : shownFrom(kept));
    return status === undefined ? undefined : forDrivers(status);
  }

  #tick(): void {
    this.#health = linkHealth(this.#notConnectedSince, this.#isFirstAttempt, performance.now());
    this.#page.showLink(this.#health);
    if (this.#health === 'live') this.#kept.beLive(id => this.#followed.isLive(id));
    this.#page.tick();
    this.#signIn.tick();
    if (this.#session.signedIn === undefined && this.#client.clock.isKnown && hasExpired(this.#session.claims, this.#client.clock.at(Date.now())))
      this.#tokenRefused();
  }
}

/** The gateway that served this page. */
function gatewayOf({ origin, pathname }: Location): string {
  return origin + pathname.replace(/[^/]*$/, '');
}
