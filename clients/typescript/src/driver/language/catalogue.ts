import type { en } from './en.ts';

/** The plural categories that the languages here have. */
export type PluralCategory = 'one' | 'other';

/** A sentence for each plural category that a language has. */
export type PluralMessage = Readonly<Partial<Record<PluralCategory, string>> & { other: string }>;

/** What is said in English under each key; the other languages have the same keys. */
export type English = Readonly<Record<string, string | PluralMessage>>;

/** What a language says under each key of English. */
export type CatalogueOf<E extends English> = { readonly [K in keyof E]: E[K] extends string ? string : PluralMessage };

/** What a language says to drivers. */
export type Catalogue = CatalogueOf<typeof en>;

type PlacesIn<S> = S extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesIn<Rest> : never;
type PlacesOf<M> = M extends { readonly other: infer Other } ? PlacesIn<Other> | 'count' : PlacesIn<M>;

/** The values that a message needs; `count` chooses the plural form. */
export type Values<M> = { readonly [Place in PlacesOf<M>]: Place extends 'count' ? number : string | number };

/** What to hand over with a message: nothing where it has no places. */
export type ValueArguments<M> = [PlacesOf<M>] extends [never] ? [] : [values: Values<M>];

/** The places of a sentence, each once, in the order of the alphabet. */
export function placesOf(message: string): string[] {
  return [...new Set(Array.from(message.matchAll(/\{(\w+)\}/g), found => found[1] ?? ''))].sort();
}
