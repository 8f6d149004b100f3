import { bestLevel, type LevelStatus } from '@live-parking/client';
import type { ShownLocation } from '../kept/kept-location.ts';
import { overviewFragment } from '../routing/route.ts';
import { CameraTile, type ShownCamera, type TileSurroundings } from './camera-tile.ts';
import { ChangingNumber } from './changing-number.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { KeyedChildren } from './keyed-children.ts';
import { LevelCard } from './level-card.ts';
import type { Operation } from './operation.ts';
import { showStatus } from './status-chip.ts';
import { freeNumber, locationUpdatedWords } from './status-words.ts';

/** One location: what is free in all, its levels and its cameras. */
export class LocationView {
  readonly #name = el('h1', { class: 'sign-name', tabindex: '-1' });
  readonly #chip = new Chip();
  readonly #free = new ChangingNumber('sign-free');
  readonly #total = el('span', { class: 'sign-total' });
  readonly #updated = el('span', { class: 'sign-updated' });
  readonly #levelList = el('ul', { class: 'level-list' });
  readonly #noLevels = el('p', { class: 'card note', hidden: '' }, 'This location has no levels yet.');
  readonly #cameraList = el('ul', { class: 'camera-list' });
  readonly #cameraSection = el(
    'section',
    { class: 'cameras', 'aria-label': 'Cameras' },
    el('h2', { class: 'section-title' }, 'Cameras'),
    this.#cameraList,
  );
  readonly element = el(
    'article',
    { class: 'location' },
    el('a', { class: 'back', href: overviewFragment }, icon('back'), 'All locations'),
    el(
      'header',
      { class: 'sign' },
      el('div', { class: 'sign-text' }, this.#name, el('div', { class: 'sign-marks' }, this.#chip.element, this.#updated)),
      el('p', { class: 'sign-count' }, this.#free.element, this.#total),
    ),
    el(
      'div',
      { class: 'location-body' },
      el(
        'section',
        { class: 'levels', 'aria-label': 'Levels' },
        el('h2', { class: 'section-title' }, 'Levels'),
        this.#levelList,
        this.#noLevels,
      ),
      this.#cameraSection,
    ),
  );
  readonly #levels: KeyedChildren<LevelStatus, LevelCard>;
  readonly #cameras: KeyedChildren<ShownCamera, CameraTile>;
  #location: ShownLocation | undefined;

  constructor(operation: Operation, tiles: TileSurroundings) {
    this.#levels = new KeyedChildren(
      this.#levelList,
      level => level.levelId,
      () => new LevelCard(operation),
    );
    this.#cameras = new KeyedChildren(
      this.#cameraList,
      camera => camera.status.id,
      camera => new CameraTile(camera.status.id, tiles),
    );
  }

  /** Shows a location. @param mayOperate Whether the operator's controls are offered. */
  show(location: ShownLocation, mayOperate: boolean): void {
    this.#location = location;
    setText(this.#name, location.name);
    showStatus(this.#chip, location.status, location.seenAt);
    setAttribute(this.element, 'data-kept', location.seenAt === undefined ? undefined : '');
    this.#free.reserve(location.spots.total.toLocaleString('en'));
    this.#free.show(freeNumber(location.status, location.spots));
    setText(this.#total, `free of ${location.spots.total.toLocaleString('en')}`);
    this.#levels.show(location.levels);
    // Where there is only one there is nothing to choose.
    const best = location.levels.length > 1 && location.seenAt === undefined ? bestLevel(location.levels)?.levelId : undefined;
    for (const card of this.#levels.parts) {
      card.markKept(location.seenAt);
      card.markBest(best !== undefined && card.id === best);
      card.allowOperation(mayOperate);
    }
    this.#noLevels.hidden = location.levels.length > 0;
    const levelNames = new Map(location.levels.map(level => [level.levelId, level.name]));
    this.#cameras.show(
      location.cameras.map(status => {
        const levelName = status.levelId === undefined ? undefined : levelNames.get(status.levelId);
        return levelName === undefined ? { status } : { status, levelName };
      }),
    );
    this.#cameraSection.hidden = location.cameras.length === 0;
    setAttribute(this.element, 'data-cameras', location.cameras.length === 1 ? 'one' : undefined);
  }

  /** Shows ages as they are now. @param now By the gateway's clock, Unix milliseconds. */
  tick(now: number): void {
    if (this.#location !== undefined) {
      const { levels, status, seenAt } = this.#location;
      showStatus(this.#chip, status, seenAt);
      setText(this.#updated, seenAt === undefined ? locationUpdatedWords(levels, now) : 'last known numbers');
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
