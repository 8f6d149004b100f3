/**
 * The used part of `expo-image` and `expo-file-system`. An app brings them; the package is built and tested without their thousand packages.
 * The type check of the app (`clients/app`) holds this code against the real ones.
 */

declare module 'expo-image' {
  import type { ComponentType } from 'react';

  export interface ImageProps {
    readonly source?: { readonly uri: string } | null;
    readonly style?: unknown;
    readonly contentFit?: 'cover' | 'contain' | 'fill' | 'none' | 'scale-down';
    readonly cachePolicy?: 'none' | 'disk' | 'memory' | 'memory-disk' | null;
    readonly recyclingKey?: string | null;
    readonly transition?: number | null;
    readonly placeholder?: unknown;
    readonly onDisplay?: () => void;
    readonly onError?: (event: { readonly error: string }) => void;
  }

  export const Image: ComponentType<ImageProps>;
}

declare module 'expo-file-system' {
  export class Directory {
    constructor(...parts: (string | Directory)[]);
    readonly exists: boolean;
    create(): void;
    delete(): void;
  }

  export class File {
    constructor(...parts: (string | Directory)[]);
    readonly exists: boolean;
    readonly uri: string;
    write(content: Uint8Array): void;
    delete(): void;
  }

  export const Paths: { readonly cache: Directory };
}
