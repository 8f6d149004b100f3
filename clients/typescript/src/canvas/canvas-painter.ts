import type { CameraFrame } from '../wire.ts';

/** Paints pictures on a canvas of a browser. */
export class CanvasPainter {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false });
  }

  /**
   * Decodes and paints one picture; the decoded copy is closed at once, so nothing waits for the garbage collector.
   * @returns Whether it could be decoded.
   */
  async paint(frame: Pick<CameraFrame, 'data' | 'contentType'>): Promise<boolean> {
    const bitmap = await decode(frame);
    if (bitmap === undefined) return false;
    // Setting the size clears a canvas, so it is set only when the frame size has changed.
    if (this.canvas.width !== bitmap.width) this.canvas.width = bitmap.width;
    if (this.canvas.height !== bitmap.height) this.canvas.height = bitmap.height;
    this.#context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    return true;
  }
}

async function decode(frame: Pick<CameraFrame, 'data' | 'contentType'>): Promise<ImageBitmap | undefined> {
  // The bytes are a view of the whole received message; the blob takes a copy of just the picture.
  const blob = new Blob([frame.data as Uint8Array<ArrayBuffer>], { type: frame.contentType });
  try {
    return await createImageBitmap(blob);
  } catch (error) {
    // A damaged picture is one frame lost; the next one follows.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
