import { FilePainter, type PictureFiles } from '../../src/react-native/file-painter.ts';
import type { FakeTime } from './fake-time.ts';

/** The files of a device, in memory. Their use is counted. */
export class FakeFiles implements PictureFiles {
  readonly held = new Map<string, Uint8Array>();
  written = 0;
  most = 0;
  longestAddress = 0;
  isFull = false;

  write(name: string, bytes: Uint8Array): string {
    if (this.isFull) throw new Error('no space left on the device');
    if (!(bytes instanceof Uint8Array)) throw new Error('a native module takes bytes as they are');
    const uri = `file:///cache/${name}`;
    if (this.held.has(uri)) throw new Error(`${uri} is written twice`);
    // A native module copies the bytes: what it was handed may be a part of a message.
    this.held.set(uri, bytes.slice());
    this.written += 1;
    this.most = Math.max(this.most, this.held.size);
    this.longestAddress = Math.max(this.longestAddress, uri.length);
    return uri;
  }

  remove(uri: string): void {
    if (!this.held.delete(uri)) throw new Error(`${uri} is removed, and is not there`);
  }
}

/**
 * A native image view: it decodes a file beside the app's code and then puts it on the screen. A source that replaces one which is still being
 * decoded takes its place, as in `expo-image`.
 */
export class FakeImageView {
  readonly files = new FakeFiles();
  readonly painter: FilePainter;
  readonly #time: FakeTime;
  #source: string | undefined;
  /** The bytes of the picture on the screen. */
  screen: Uint8Array | undefined;
  shown = 0;
  /** How long a picture takes to be decoded, milliseconds. */
  decoding = 15;
  /** A view that is not laid out shows nothing and says nothing. */
  isLaidOut = true;

  constructor(time: FakeTime) {
    this.#time = time;
    this.painter = new FilePainter(this.files, 'view', uri => this.#load(uri), time.environment);
  }

  #load(uri: string): void {
    this.#source = uri;
    if (!this.isLaidOut) return;
    this.#time.environment.setTimeout(() => {
      if (this.#source !== uri) return;
      const bytes = this.files.held.get(uri);
      if (bytes === undefined || bytes[0] !== 255) {
        this.painter.failed();
        return;
      }
      this.screen = bytes;
      this.shown += 1;
      this.painter.displayed();
    }, this.decoding);
  }
}
