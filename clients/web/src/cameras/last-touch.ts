/** The events that show that a person is present. */
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove'] as const;

/** When somebody last touched the page, by hand or keyboard. */
export class LastTouch {
  #at = performance.now();

  constructor() {
    const touched = () => (this.#at = performance.now());
    for (const sign of signs) addEventListener(sign, touched, { passive: true, capture: true });
  }

  /** How long ago that was, milliseconds. */
  get age(): number {
    return performance.now() - this.#at;
  }
}
