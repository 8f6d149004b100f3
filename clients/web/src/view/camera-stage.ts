import type { CameraDisplay } from '@live-parking/client/driver';
import { t } from '../language/language.ts';
import { Chip } from './chip.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';

/** The contents of a stage beside the picture itself. */
export interface StageContent {
  readonly name: string;
  readonly display: CameraDisplay;
  readonly isEnlarged: boolean;
  /** A driver's picture that plays can be stopped. */
  readonly canStop: boolean;
  /** There has been a picture. */
  readonly hasPicture: boolean;
  /** The picture is kept small because data is dear. */
  readonly isSaving: boolean;
}

/**
 * The picture of a camera with what is said over it. The whole of it is one button: it plays, enlarges and puts back. Where this viewer may not watch there
 * is no button.
 */
export class CameraStage {
  readonly #chip = new Chip();
  readonly #saver = new Chip();
  readonly #message = el('span', { class: 'camera-message' });
  readonly #play = el('span', { class: 'camera-play' }, icon('play'));
  readonly #main = el('button', { type: 'button', class: 'camera-main' });
  readonly #stop = el('button', { type: 'button', class: 'camera-stop', hidden: '' }, icon('stop'));
  readonly element: HTMLElement;

  constructor(canvas: HTMLCanvasElement, tapped: () => void, stopped: () => void) {
    canvas.className = 'camera-canvas';
    this.#saver.element.hidden = true;
    this.#saver.element.classList.add('camera-saver');
    this.#saver.show('saver', t('camera.dataSaver'));
    this.element = el(
      'div',
      { class: 'camera-stage' },
      canvas,
      el('span', { class: 'camera-center' }, this.#play, this.#message),
      this.#chip.element,
      this.#main,
      this.#saver.element,
      el('span', { class: 'camera-enlarge' }, icon('enlarge')),
      this.#stop,
    );
    this.#main.addEventListener('click', tapped);
    this.#stop.addEventListener('click', () => {
      this.#main.focus();
      stopped();
    });
  }

  show({ name, display, isEnlarged, canStop, hasPicture, isSaving }: StageContent): void {
    this.#chip.show(display.tone, display.word);
    setText(this.#message, display.message ?? '');
    setAttribute(this.element, 'data-tone', display.tone);
    setAttribute(this.element, 'data-cover', display.cover === 'none' ? undefined : display.cover);
    setAttribute(this.element, 'data-empty', hasPicture ? undefined : '');
    setAttribute(this.element, 'data-action', display.action);
    this.#main.hidden = display.action === 'none';
    const label = display.action === 'watch' ? 'camera.watch' : isEnlarged ? 'camera.shrink' : 'camera.enlarge';
    setAttribute(this.#main, 'aria-label', t(label, { camera: name }));
    setAttribute(this.#stop, 'aria-label', t('camera.stop', { camera: name }));
    this.#stop.hidden = !canStop;
    this.#saver.element.hidden = !isSaving;
  }
}
