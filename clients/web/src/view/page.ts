import type { Claims, LiveParkingClient } from '@live-parking/client';
import type { LastTouch } from '../cameras/last-touch.ts';
import type { ShownLocation } from '../kept/kept-location.ts';
import { t, type LanguageCode } from '../language/language.ts';
import type { LinkHealth } from '@live-parking/client/driver';
import type { Favourites } from '../places/favourites.ts';
import { pageFoot } from '../shell/page-foot.ts';
import { signInWords } from '../sign-in/sign-in-problem.ts';
import type { SignInShown } from '../sign-in/sign-in.ts';
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

/** The view to show. */
export interface PageContent {
  /** Nothing while they are not known yet. */
  readonly locations: readonly ShownLocation[] | undefined;
  /** The address asks for the list; a wide screen shows a location beside it all the same. */
  readonly onlyList: boolean;
  /** The location that is chosen, known or not. */
  readonly current: string | undefined;
  /** The level that the address leads to. */
  readonly level: string | undefined;
  readonly location: ShownLocation | undefined;
  /** The requested address does not exist. */
  readonly unknown: string | undefined;
  readonly claims: Claims | undefined;
  readonly signIn: SignInShown;
  readonly mayOperate: boolean;
}

/** The inputs and events of the page. */
export interface PageContext {
  readonly operation: Operation;
  readonly signIn: () => void;
  /** Forgets the token, or signs out. */
  readonly leave: () => void;
  /** The user has read why the sign-in failed. */
  readonly dismissSignIn: () => void;
  readonly retry: () => void;
  readonly checkNotices: () => void;
  readonly client: LiveParkingClient;
  readonly favourites: Favourites;
  readonly lastTouch: LastTouch;
  readonly chooseLanguage: (chosen: LanguageCode) => void;
  /** Whether the page had a token that has ended. */
  readonly isTokenExpired: () => boolean;
}

/** The whole page. */
export class Page {
  readonly #context: PageContext;
  readonly #top: TopBar;
  readonly #lost: Banner;
  readonly #notices: Banner;
  readonly #refused = new Banner('token', t('token.close'), () => this.showTokenRefused(false));
  readonly #signIn: Banner;
  readonly #list: LocationList;
  readonly #main = el('main', { class: 'main', id: 'main' });
  readonly #announcer = new Announcer();
  readonly #dialog = new CameraDialog();
  readonly #inView = new ElementsInView();
  readonly #body = document.body;
  #revealed = '';
  #view: { readonly id: string; readonly view: LocationView } | undefined;
  #plain = '';
  #noticed = '';
  #signInText: string | undefined;
  #health: LinkHealth = 'connecting';
  #content: PageContent | undefined;

  constructor(root: HTMLElement, context: PageContext) {
    this.#context = context;
    this.#top = new TopBar(context.signIn, context.leave, context.chooseLanguage);
    this.#top.showLink(this.#health);
    this.#list = new LocationList(context.favourites, this.#announcer, id => this.#toggleFavourite(id));
    this.#lost = new Banner('lost', t('link.retry'), context.retry);
    this.#notices = new Banner('notice', t('link.checkNow'), context.checkNotices);
    this.#signIn = new Banner('sign-in', t('token.close'), context.dismissSignIn);
    const skip = el('button', { type: 'button', class: 'skip' }, t('page.skip'));
    this.#main.tabIndex = -1;
    skip.addEventListener('click', () => this.#main.focus());
    root.replaceChildren(
      skip,
      this.#top.element,
      el('div', { class: 'banners' }, this.#lost.element, this.#refused.element, this.#signIn.element, this.#notices.element),
      el('div', { class: 'columns' }, this.#list.element, this.#main),
      pageFoot(),
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
    this.#top.showRole(content.claims, content.signIn);
    this.#showSignIn(content.signIn);
    if (content.unknown !== undefined) this.#showPlain(`unknown ${content.unknown}`, () => unknownLocation(content.unknown ?? ''));
    else if (content.location !== undefined) this.#showLocation(content.location, content);
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
    if (health === 'lost') this.#announcer.say('link', t('link.lostSpoken'));
    if (health === 'live' && before === 'lost') this.#announcer.say('link', t('link.backSpoken'));
    this.#showTitle();
  }

  showTokenRefused(isShown: boolean): void {
    this.#refused.show(isShown ? t('token.refused') : undefined);
  }

  /** Shows what of the gateway does not work although it serves; for operators. */
  showNotices(notices: readonly string[]): void {
    const text = notices.join(' ');
    if (text !== this.#noticed && text !== '') this.#announcer.say('notice', text);
    this.#noticed = text;
    this.#notices.show(text === '' ? undefined : text);
  }

  /** @param matter What it is about. */
  announce(matter: string, sentence: string): void {
    this.#announcer.say(matter, sentence);
  }

  /** The token has changed: a refused request may be allowed now. */
  tokenChanged(): void {
    this.#view?.view.tokenChanged();
  }

  /** Puts the focus where the language was chosen. */
  focusLanguage(): void {
    this.#top.focusLanguage();
  }

  /** Ends what runs. Another page may take the place of this one then. */
  dispose(): void {
    this.#leaveLocation();
    this.#announcer.stop();
  }

  /** Brings ages up to date. */
  tick(): void {
    this.#view?.view.tick(this.#context.client.clock.at(Date.now()));
    this.#list.tick();
  }

  #showLocation(location: ShownLocation, { mayOperate, level }: PageContent): void {
    const shown = { location, mayOperate, isFavourite: this.#context.favourites.ids.has(location.id) };
    const now = this.#context.client.clock.at(Date.now());
    if (this.#view?.id !== location.id) {
      const isChange = this.#view !== undefined;
      this.#leaveLocation();
      this.#view = { id: location.id, view: this.#makeView() };
      this.#plain = '';
      this.#main.replaceChildren(this.#view.view.element);
      this.#view.view.show(shown, now);
      if (isChange) {
        scrollTo(0, 0);
        this.#view.view.focus();
      }
    } else this.#view.view.show(shown, now);
    this.#reveal(location.id, level);
  }

  /** Brings the level into view that the address leads to, once. */
  #reveal(locationId: string, level: string | undefined): void {
    const target = level === undefined ? '' : `${locationId}/${level}`;
    if (target === this.#revealed) return;
    if (level === undefined || this.#view?.view.reveal(level) === true) this.#revealed = target;
  }

  #makeView(): LocationView {
    const { operation, client, lastTouch, isTokenExpired } = this.#context;
    return new LocationView({
      operation,
      tiles: { client, lastTouch, isTokenExpired, inView: this.#inView, dialog: this.#dialog },
      announcer: this.#announcer,
      toggleFavourite: id => this.#toggleFavourite(id),
    });
  }

  #toggleFavourite(id: string): void {
    this.#context.favourites.toggle(id);
    if (this.#content !== undefined) this.show(this.#content);
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

  #showSignIn({ problem }: SignInShown): void {
    const text = problem === undefined ? undefined : signInWords(problem);
    if (text === this.#signInText) return;
    this.#signInText = text;
    this.#signIn.show(text);
    if (text !== undefined) this.#announcer.say('sign-in', text);
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
  if (content?.locations === undefined) return t('link.neverThere');
  const isKept = [content.location, ...content.locations].some(location => location?.seenAt !== undefined);
  return t(isKept ? 'link.keptNumbers' : 'link.lostNumbers');
}
