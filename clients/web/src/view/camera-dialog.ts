import type { LocationNotice } from '@live-parking/client';
import { t } from '../language/language.ts';
import { CameraNotice } from './camera-notice.ts';
import { el, setText } from './dom.ts';
import { icon } from './icons.ts';

/** Shows one camera over the whole page. The picture itself moves into the dialog and back, so it never stops. */
export class CameraDialog {
  readonly #name = el('h2', { class: 'dialog-name', id: 'camera-dialog-name' });
  readonly #print = el('p', { class: 'dialog-print' });
  readonly #close = el('button', { type: 'button', class: 'button dialog-close', 'aria-label': t('camera.close') }, icon('close'));
  readonly #place = el('div', { class: 'dialog-place' });
  readonly #notice = new CameraNotice();
  readonly element = el(
    'dialog',
    { class: 'camera-dialog', 'aria-labelledby': 'camera-dialog-name' },
    el('div', { class: 'dialog-head' }, this.#name, this.#print, this.#close),
    this.#place,
    this.#notice.element,
  );
  #stage: HTMLElement | undefined;
  #home: Element | null = null;

  constructor() {
    this.#close.addEventListener('click', () => this.close());
    this.element.addEventListener('close', () => this.#putBack());
  }

  get isOpen(): boolean {
    return this.#stage !== undefined;
  }

  /** Whether this stage is the one that is shown. */
  shows(stage: HTMLElement): boolean {
    return this.#stage === stage;
  }

  open(stage: HTMLElement, name: string): void {
    this.#putBack();
    this.#home = stage.parentElement;
    this.#stage = stage;
    setText(this.#name, name);
    this.update('', undefined);
    this.#place.append(stage);
    this.element.showModal();
    this.#close.focus();
  }

  close(): void {
    this.element.close();
  }

  /** Shows the small print of the picture and the notice beside it. */
  update(smallPrint: string, notice: LocationNotice | undefined): void {
    setText(this.#print, smallPrint);
    this.#notice.show(notice);
  }

  #putBack(): void {
    const stage = this.#stage;
    if (stage === undefined) return;
    this.#stage = undefined;
    this.#home?.append(stage);
    stage.querySelector('button')?.focus();
  }
}
