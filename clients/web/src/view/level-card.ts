import type { LevelStatus } from '@live-parking/client';
import { formatNumber, t } from '../language/language.ts';
import { locationFragment } from '../routing/route.ts';
import type { Announcer } from './announcer.ts';
import { ChangingNumber } from './changing-number.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import type { Part } from './keyed-children.ts';
import { OccupancyBar } from './occupancy-bar.ts';
import { LevelInspection } from './level-inspection.ts';
import { levelNotes } from '@live-parking/client/driver';
import { OperatorControls } from './operator-controls.ts';
import type { Operation } from './operation.ts';
import { ShareButton } from './share-button.ts';
import { showStatus } from './status-chip.ts';
import { freeNumber, spotTypeWord, staleWords, takenWords, updatedWords } from '@live-parking/client/driver';

/** A level, and what of its location matters to it. */
export interface ShownLevel {
  readonly level: LevelStatus;
  readonly locationName: string;
  /** IANA name of the location's time zone. */
  readonly timeZone: string;
}

/** One level: its name, how many spots are free, and how sure that is. */
export class LevelCard implements Part<ShownLevel> {
  readonly #operation: Operation;
  readonly #announcer: Announcer;
  readonly #share: ShareButton;
  readonly #name = el('h3', { class: 'level-name' });
  readonly #chip = new Chip();
  readonly #best = new Chip();
  readonly #trend = el('span', { class: 'level-trend' });
  readonly #free = new ChangingNumber('level-free');
  readonly #freeWord = el('span', { class: 'level-free-word' }, t('spots.free'));
  readonly #bar = new OccupancyBar();
  readonly #taken = el('span', { class: 'level-taken' });
  readonly #updated = el('span', { class: 'level-updated' });
  readonly #notes = el('ul', { class: 'level-notes', hidden: '' });
  readonly #types = el('ul', { class: 'level-types', hidden: '' });
  readonly #staleWords = el('span');
  readonly #stale = el('p', { class: 'level-stale', hidden: '' }, icon('warn'), this.#staleWords);
  readonly element = el('li', { class: 'card level' });
  #controls: OperatorControls | undefined;
  #inspection: LevelInspection | undefined;
  #level: LevelStatus | undefined;
  #timeZone = 'UTC';
  #now: number | undefined;
  #seenAt: number | undefined;

  constructor(operation: Operation, announcer: Announcer) {
    this.#operation = operation;
    this.#announcer = announcer;
    this.#share = new ShareButton(announcer);
    this.element.tabIndex = -1;
    this.element.append(
      el(
        'div',
        { class: 'level-head' },
        el('div', { class: 'level-title' }, this.#name, this.#share.element),
        el('p', { class: 'level-count' }, this.#free.element, this.#freeWord),
      ),
      el('div', { class: 'level-marks' }, el('span', { class: 'level-chips' }, this.#chip.element, this.#best.element), this.#trend),
      this.#bar.element,
      el('p', { class: 'level-foot' }, this.#taken, this.#updated),
      this.#notes,
      this.#types,
      this.#stale,
    );
    this.#best.show('best', t('status.best'));
    this.markBest(false);
  }

  update({ level, locationName, timeZone }: ShownLevel): void {
    this.#level = level;
    this.#timeZone = timeZone;
    const { spots, status } = level;
    setAttribute(this.element, 'data-level', level.levelId);
    setAttribute(this.element, 'data-stale', level.stale ? '' : undefined);
    setAttribute(this.element, 'data-status', status);
    setText(this.#name, level.name);
    showStatus(this.#chip, status, this.#seenAt);
    this.#free.show(freeNumber(status, spots), formatNumber(spots.total));
    this.#share.show(t('level.share', { level: level.name }), () => ({
      title: `${level.name} · ${locationName}`,
      fragment: locationFragment(level.locationId, level.levelId),
    }));
    this.#bar.show(status, spots);
    setText(this.#taken, takenWords(level));
    this.#showTrend(level.trend);
    this.#showNotes(levelNotes(level, this.#now ?? Date.now(), timeZone));
    this.#showTypes(level.byType);
    this.#stale.hidden = !level.stale;
    setText(this.#staleWords, staleWords(status));
    this.#controls?.update(level);
    this.#inspection?.update(level);
  }

  /** Shows how old the number is, where that is known. @param now By the gateway's clock, Unix milliseconds. */
  tick(now: number): void {
    this.#now = now;
    if (this.#level === undefined) return;
    showStatus(this.#chip, this.#level.status, this.#seenAt);
    setText(this.#updated, this.#seenAt === undefined ? updatedWords(this.#level, now) : '');
    this.#showNotes(levelNotes(this.#level, now, this.#timeZone));
    this.#controls?.tick();
    this.#inspection?.tick(now);
  }

  /** Marks it as the level to go to now, or takes the mark away. */
  markBest(isBest: boolean): void {
    this.#best.element.hidden = !isBest;
  }

  /** Marks the number as one that is not current, with its age, or takes the mark away. @param seenAt By the device's clock, Unix milliseconds. */
  markKept(seenAt: number | undefined): void {
    if (this.#seenAt === seenAt) return;
    this.#seenAt = seenAt;
    if (this.#level !== undefined) showStatus(this.#chip, this.#level.status, seenAt);
  }

  /** The level's id. */
  get id(): string | undefined {
    return this.#level?.levelId;
  }

  /** Brings it into view, for a link that leads to it. */
  reveal(): void {
    setAttribute(this.element, 'data-linked', '');
    this.element.scrollIntoView({ block: 'center' });
    this.element.focus({ preventScroll: true });
  }

  /** Offers the operator's controls, or takes them away. */
  allowOperation(allowed: boolean): void {
    if (allowed === (this.#controls !== undefined)) return;
    this.dispose();
    if (!allowed) return;
    this.#controls = new OperatorControls(this.#operation.report, this.#announcer);
    this.#inspection = new LevelInspection(this.#operation);
    if (this.#level !== undefined) {
      this.#controls.update(this.#level);
      this.#inspection.update(this.#level);
    }
    this.element.append(this.#controls.element, this.#inspection.element);
  }

  /** Takes the operator's part away, with what it has running. */
  dispose(): void {
    this.#controls?.element.remove();
    this.#inspection?.dispose();
    this.#controls = undefined;
    this.#inspection = undefined;
  }

  #showTrend(trend: LevelStatus['trend']): void {
    const shown = trend === 'filling' || trend === 'emptying' ? trend : undefined;
    if ((this.#trend.dataset['trend'] ?? '') === (shown ?? '')) return;
    this.#trend.dataset['trend'] = shown ?? '';
    this.#trend.replaceChildren(...(shown === undefined ? [] : [icon(shown), t(`trend.${shown}`)]));
  }

  #showNotes(notes: readonly string[]): void {
    this.#notes.hidden = notes.length === 0;
    showTexts(this.#notes, notes);
  }

  #showTypes(byType: LevelStatus['byType']): void {
    const types = Object.entries(byType ?? {});
    // A single type says nothing that the large number does not.
    this.#types.hidden = types.length < 2;
    if (this.#types.hidden) return;
    showTexts(
      this.#types,
      types.map(([type, spots]) => t('spots.ofType', { type: spotTypeWord(type), free: spots.available })),
    );
  }
}

/** Shows texts as a list; one that is as it was stays untouched. */
function showTexts(list: HTMLElement, texts: readonly string[]): void {
  if (texts.join('\n') === [...list.children].map(item => item.textContent).join('\n')) return;
  list.replaceChildren(...texts.map(text => el('li', {}, text)));
}
