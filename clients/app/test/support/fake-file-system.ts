/** The files of a phone, in memory: addresses and lengths. */
export const files = new Map<string, number>();

export class Directory {
  readonly uri: string;
  readonly exists = true;

  constructor(...parts: readonly (string | Directory)[]) {
    this.uri = parts.map(part => (typeof part === 'string' ? part : part.uri)).join('/');
  }

  create(): void {}

  delete(): void {
    for (const uri of files.keys()) if (uri.startsWith(`${this.uri}/`)) files.delete(uri);
  }
}

export class File {
  readonly uri: string;

  constructor(...parts: readonly (string | Directory)[]) {
    this.uri = parts.map(part => (typeof part === 'string' ? part : part.uri)).join('/');
  }

  get exists(): boolean {
    return files.has(this.uri);
  }

  write(bytes: Uint8Array): void {
    files.set(this.uri, bytes.length);
  }

  delete(): void {
    if (!files.delete(this.uri)) throw new Error(`${this.uri} is not there`);
  }
}

export const Paths = { cache: new Directory('file:///cache') };
