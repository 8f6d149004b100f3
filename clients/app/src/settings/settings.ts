import { languages, parseFavourites, type LanguageCode } from '@live-parking/client/driver';

/** The types of spot that a driver may need, as operators call them in a level's capacity. */
export const spotTypes = ['disabled', 'ev', 'family'] as const;
export type SpotType = (typeof spotTypes)[number];

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the driver has chosen. */
export interface Settings {
  /** The address of the server; nothing until one was given. */
  readonly server: string | undefined;
  /** Nothing for the device's language. */
  readonly language: LanguageCode | undefined;
  readonly theme: Theme;
  /** Smaller and fewer pictures, and a pause after two minutes. */
  readonly dataSaver: boolean;
  /** Nothing for any spot. */
  readonly spotType: SpotType | undefined;
  /** Ids of locations. */
  readonly favourites: readonly string[];
}

export const defaultSettings: Settings = {
  server: undefined,
  language: undefined,
  theme: 'system',
  dataSaver: false,
  spotType: undefined,
  favourites: [],
};

/** Reads stored settings; what is damaged or unknown is as if never chosen. */
export function parseSettings(text: string | null): Settings {
  const stored = parse(text);
  const choice = <T extends string>(value: unknown, choices: readonly T[]): T | undefined => choices.find(each => each === value);
  return {
    server: typeof stored['server'] === 'string' ? stored['server'] : undefined,
    language: choice(stored['language'], Object.keys(languages) as LanguageCode[]),
    theme: choice(stored['theme'], themes) ?? 'system',
    dataSaver: stored['dataSaver'] === true,
    spotType: choice(stored['spotType'], spotTypes),
    favourites: Array.isArray(stored['favourites']) ? parseFavourites(stored['favourites'].join(' ')) : [],
  };
}

function parse(text: string | null): Record<string, unknown> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
