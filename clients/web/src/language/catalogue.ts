import type { en } from './en.ts';

/** A sentence for each plural category that a language has. */
export type PluralMessage = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

export type MessageKey = keyof typeof en;

/** What a language says under each key. */
export type Catalogue = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : PluralMessage };

type PlacesIn<S> = S extends `${string}{${infer Place}}${infer Rest}` ? Place | PlacesIn<Rest> : never;
type PlacesOf<M> = M extends { readonly other: infer Other } ? PlacesIn<Other> | 'count' : PlacesIn<M>;

/** The values that the sentence under a key needs; `count` chooses the plural form. */
export type Values<K extends MessageKey> = { readonly [Place in PlacesOf<(typeof en)[K]>]: Place extends 'count' ? number : string | number };

/** What to hand over with a key: nothing where the sentence has no places. */
export type ValueArguments<K extends MessageKey> = [PlacesOf<(typeof en)[K]>] extends [never] ? [] : [values: Values<K>];

/** The places of a sentence, each once, in the order of the alphabet. */
export function placesOf(message: string): string[] {
  return [...new Set(Array.from(message.matchAll(/\{(\w+)\}/g), found => found[1] ?? ''))].sort();
}
