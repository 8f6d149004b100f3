import type { Claims, LiveParkingClient } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import type { LinkHealth } from '../link/link-health.ts';
import type { Sentence } from './announcement-pace.ts';
import { Announcer } from './announcer.ts';
import { Banner } from './banner.ts';
import { CameraDialog } from './camera-dialog.ts';
import { el, setAttribute } from './dom.ts';
import { ElementsInView } from './elements-in-view.ts';
import { emptySystem } from './empty-system.ts';
import { LocationList } from './location-list.ts';
import { LocationView } from './location-view.ts';
import type { Operation } from './operation.ts';
import { pageTitle } from './page-title.ts';
import { locationSkeleton } from './skeletons.ts';
import { TopBar } from './top-bar.ts';
import { unknownLocation } from './unknown-location.ts';

/** What is to be shown. */
export interface PageContent {
  /** Nothing while they are not known yet. */
  readonly locations: readonly ShownLocation[] | undefined;
  /** The address asks for the list; a wide screen shows a location beside it all the same. */
  readonly onlyList: boolean;
  /** The location that is chosen, known or not. */
  readonly current: string | undefined;
  readonly location: ShownLocation | undefined;
  /** What the address asks for and does not exist. */
  readonly unknown: string | undefined;
  readonly claims: Claims | undefined;
  readonly mayOperate: boolean;
}

/** What the page needs and what it tells. */
export interface PageContext {
  readonly operation: Operation;
  readonly leave: () => void;
  readonly retry: () => void;
  readonly checkNotices: () => void;
  readonly client: LiveParkingClient;
}

/** The whole page. */
export class Page {
  readonly #context: PageContext;
  readonly #top: TopBar;
  readonly #lost: Banner;
  readonly #notices: Banner;
  readonly #refused = new Banner('token', 'Close', () => this.showTokenRefused(false));
  readonly #list = new LocationList();
  readonly #main = el('main', { class: 'main', id: 'main' });
  readonly #announcer = new Announcer();
  readonly #dialog = new CameraDialog();
  readonly #inView = new ElementsInView();
  readonly #body = document.body;
  #view: { readonly id: string; readonly view: LocationView } | undefined;
  #plain = '';
  #noticed = '';
  #health: LinkHealth = 'connecting';
  #content: PageContent | undefined;

  constructor(root: HTMLElement, context: PageContext) {
    this.#context = context;
    this.#top = new TopBar(context.leave);
    this.#top.showLink(this.#health);
    this.#lost = new Banner('lost', 'Try now', context.retry);
    this.#notices = new Banner('notice', 'Check now', context.checkNotices);
    const skip = el('button', { type: 'button', class: 'skip' }, 'Skip to the levels');
    this.#main.tabIndex = -1;
    skip.addEventListener('click', () => this.#main.focus());
    root.replaceChildren(
      skip,
      this.#top.element,
      el('div', { class: 'banners' }, this.#lost.element, this.#refused.element, this.#notices.element),
      el('div', { class: 'columns' }, this.#list.element, this.#main),
      this.#announcer.element,
      this.#dialog.element,
    );
  }

  show(content: PageContent): void {
    this.#content = content;
    const isEmpty =
      content.locations?.length === 0 && content.location === undefined && content.unknown === undefined && content.current === undefined;
    setAttribute(this.#body, 'data-only-list', content.onlyList && !isEmpty ? '' : undefined);
    setAttribute(this.#body, 'data-empty', isEmpty ? '' : undefined);
    this.#list.show(content.locations, content.onlyList || content.unknown === undefined ? content.current : undefined);
    this.#top.showClaims(content.claims);
    if (content.unknown !== undefined) this.#showPlain(`unknown ${content.unknown}`, () => unknownLocation(content.unknown ?? ''));
    else if (content.location !== undefined) this.#showLocation(content.location, content.mayOperate);
    else if (isEmpty) this.#showPlain('empty', () => emptySystem(location.origin));
    else this.#showPlain('loading', () => locationSkeleton());
    this.#showLost();
    this.#showTitle();
  }

  /** Shows how the connection is. While it is lost the numbers stay, and are marked as possibly old. */
  showLink(health: LinkHealth): void {
    if (health === this.#health) return;
    const before = this.#health;
    this.#health = health;
    this.#top.showLink(health);
    setAttribute(this.#body, 'data-link', health);
    this.#showLost();
    if (health === 'lost') this.#announcer.say('Connection lost. Trying to reconnect.');
    if (health === 'live' && before === 'lost') this.#announcer.say('Connected again. The numbers are live.');
    this.#showTitle();
  }

  showTokenRefused(isShown: boolean): void {
    this.#refused.show(isShown ? 'Your operator link has expired or is not valid here. You are looking as a visitor.' : undefined);
  }

  /** Shows what of the gateway does not work although it serves; for operators. */
  showNotices(notices: readonly string[]): void {
    const text = notices.join(' ');
    if (text !== this.#noticed && text !== '') this.#announcer.say(text);
    this.#noticed = text;
    this.#notices.show(text === '' ? undefined : text);
  }

  announce(sentence: Sentence): void {
    this.#announcer.say(sentence);
  }

  /** Brings ages up to date. */
  tick(): void {
    this.#view?.view.tick(this.#context.client.clock.at(Date.now()));
    this.#list.tick();
  }

  #showLocation(shown: ShownLocation, mayOperate: boolean): void {
    if (this.#view?.id !== shown.id) {
      const isChange = this.#view !== undefined;
      this.#leaveLocation();
      const { operation, client } = this.#context;
      this.#view = { id: shown.id, view: new LocationView(operation, { client, inView: this.#inView, dialog: this.#dialog }) };
      this.#plain = '';
      this.#main.replaceChildren(this.#view.view.element);
      this.#view.view.show(shown, mayOperate);
      if (isChange) {
        scrollTo(0, 0);
        this.#view.view.focus();
      }
      return;
    }
    this.#view.view.show(shown, mayOperate);
  }

  #showPlain(name: string, make: () => HTMLElement): void {
    if (this.#plain === name) return;
    this.#leaveLocation();
    this.#plain = name;
    this.#main.replaceChildren(make());
  }

  #leaveLocation(): void {
    this.#view?.view.dispose();
    this.#view = undefined;
  }

  #showLost(): void {
    this.#lost.show(this.#health === 'lost' ? lostWords(this.#content) : undefined);
  }

  #showTitle(): void {
    const title = pageTitle(this.#content?.location, this.#health);
    if (document.title !== title) document.title = title;
  }
}

function lostWords(content: PageContent | undefined): string {
  if (content?.locations === undefined) return 'Live Parking can’t be reached. Trying again by itself.';
  const isKept = [content.location, ...content.locations].some(location => location?.seenAt !== undefined);
  return isKept
    ? 'No connection. These are the last known numbers, with their age; trying to reconnect.'
    : 'Connection lost. The numbers may be out of date; trying to reconnect.';
}
