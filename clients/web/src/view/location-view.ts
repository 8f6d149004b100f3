import { bestLevel } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import { formatNumber, t } from '../language/language.ts';
import { overviewFragment } from '../routing/route.ts';
import type { Announcer } from './announcer.ts';
import { CameraNotice } from './camera-notice.ts';
import { CameraTile, type ShownCamera, type TileSurroundings } from './camera-tile.ts';
import { ChangingNumber } from './changing-number.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { KeyedChildren } from './keyed-children.ts';
import { LevelCard, type ShownLevel } from './level-card.ts';
import type { Operation } from './operation.ts';
import { PlacePanel } from './place-panel.ts';
import { showStatus } from './status-chip.ts';
import { freeNumber, locationUpdatedWords } from '@live-parking/client/driver';

/** The contents of a location beside itself. */
export interface LocationContent {
  readonly location: ShownLocation;
  readonly isFavourite: boolean;
  /** Whether the operator's controls are offered. */
  readonly mayOperate: boolean;
}

/** The parts of the page that a location needs. */
export interface LocationContext {
  readonly operation: Operation;
  readonly tiles: TileSurroundings;
  readonly announcer: Announcer;
  readonly toggleFavourite: (id: string) => void;
}

/** One location: its total of free spots, its levels and its cameras. */
export class LocationView {
  readonly #name = el('h1', { class: 'sign-name', tabindex: '-1' });
  readonly #chip = new Chip();
  readonly #free = new ChangingNumber('sign-free');
  readonly #total = el('span', { class: 'sign-total' });
  readonly #updated = el('span', { class: 'sign-updated' });
  readonly #levelList = el('ul', { class: 'level-list' });
  readonly #noLevels = el('p', { class: 'card note', hidden: '' }, t('level.none'));
  readonly #cameraList = el('ul', { class: 'camera-list' });
  readonly #notice = new CameraNotice();
  readonly #cameraSection = el(
    'section',
    { class: 'cameras', 'aria-label': t('camera.title') },
    el('h2', { class: 'section-title' }, t('camera.title')),
    this.#cameraList,
    this.#notice.element,
  );
  readonly #place: PlacePanel;
  readonly element: HTMLElement;
  readonly #levels: KeyedChildren<ShownLevel, LevelCard>;
  readonly #cameras: KeyedChildren<ShownCamera, CameraTile>;
  #location: ShownLocation | undefined;

  constructor({ operation, tiles, announcer, toggleFavourite }: LocationContext) {
    this.#place = new PlacePanel(announcer, toggleFavourite);
    this.element = el(
      'article',
      { class: 'location' },
      el('a', { class: 'back', href: overviewFragment }, icon('back'), t('list.back')),
      el(
        'header',
        { class: 'sign' },
        el('div', { class: 'sign-text' }, this.#name, el('div', { class: 'sign-marks' }, this.#chip.element, this.#updated)),
        el('p', { class: 'sign-count' }, this.#free.element, this.#total),
      ),
      this.#place.element,
      el(
        'div',
        { class: 'location-body' },
        el(
          'section',
          { class: 'levels', 'aria-label': t('level.title') },
          el('h2', { class: 'section-title' }, t('level.title')),
          this.#levelList,
          this.#noLevels,
        ),
        this.#cameraSection,
      ),
    );
    this.#levels = new KeyedChildren(
      this.#levelList,
      ({ level }) => level.levelId,
      () => new LevelCard(operation, announcer),
    );
    this.#cameras = new KeyedChildren(
      this.#cameraList,
      camera => camera.status.id,
      camera => new CameraTile(camera.status.id, tiles),
    );
  }

  /** Shows a location. @param now By the gateway's clock, Unix milliseconds. */
  show({ location, isFavourite, mayOperate }: LocationContent, now: number): void {
    this.#location = location;
    const { name, status, spots, timeZone = 'UTC' } = location;
    setText(this.#name, name);
    showStatus(this.#chip, status, location.seenAt);
    setAttribute(this.element, 'data-kept', location.seenAt === undefined ? undefined : '');
    this.#free.show(freeNumber(status, spots), formatNumber(spots.total));
    setText(this.#total, t('spots.freeOf', { total: spots.total }));
    this.#place.show(location, isFavourite, now);
    this.#levels.show(location.levels.map(level => ({ level, locationName: name, timeZone })));
    // Where there is only one there is nothing to choose.
    const best = location.levels.length > 1 && location.seenAt === undefined ? bestLevel(location.levels)?.levelId : undefined;
    for (const card of this.#levels.parts) {
      card.markKept(location.seenAt);
      card.markBest(best !== undefined && card.id === best);
      card.allowOperation(mayOperate);
    }
    this.#noLevels.hidden = location.levels.length > 0;
    const levelNames = new Map(location.levels.map(level => [level.levelId, level.name]));
    this.#notice.show(location.notice);
    this.#cameras.show(
      location.cameras.map(status => {
        const levelName = status.levelId === undefined ? undefined : levelNames.get(status.levelId);
        return { status, isOperator: mayOperate, levelName, notice: location.notice };
      }),
    );
    this.#cameraSection.hidden = location.cameras.length === 0;
    setAttribute(this.element, 'data-cameras', location.cameras.length === 1 ? 'one' : undefined);
  }

  /** Brings a level into view; returns whether there is one. */
  reveal(levelId: string): boolean {
    const card = [...this.#levels.parts].find(({ id }) => id === levelId);
    card?.reveal();
    return card !== undefined;
  }

  /** There is another token: cameras that were refused may be allowed. */
  tokenChanged(): void {
    for (const tile of this.#cameras.parts) tile.tokenChanged();
  }

  /** Shows ages as they are now. @param now By the gateway's clock, Unix milliseconds. */
  tick(now: number): void {
    if (this.#location !== undefined) {
      const { levels, status, seenAt } = this.#location;
      showStatus(this.#chip, status, seenAt);
      setText(this.#updated, seenAt === undefined ? locationUpdatedWords(levels, now) : t('kept.numbers'));
    }
    for (const card of this.#levels.parts) card.tick(now);
    for (const tile of this.#cameras.parts) tile.tick();
  }

  /** Ends what runs: the watches of the cameras and what an operator has open. */
  dispose(): void {
    for (const card of this.#levels.parts) card.dispose();
    this.#cameras.show([]);
    this.element.remove();
  }

  /** Brings the reader's focus here after a change of location. */
  focus(): void {
    this.#name.focus({ preventScroll: true });
  }
}
