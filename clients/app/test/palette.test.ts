import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { palettes, type Palette } from '../src/look/palette';

const css = readFileSync(join(__dirname, '../../web/src/styles/base.css'), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

/** The colours of a part of the page's style sheet: `--open-ground` is `openGround`. */
function coloursOf(part: string): Record<string, string> {
  const found = [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(
    found.map(([, name = '', value = '']) => [name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((first, second) => second - first);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', palettes.light, coloursOf(light)],
  ['dark', palettes.dark, coloursOf(dark)],
] as const)('the colours, %s', (_, palette: Palette, page) => {
  it('are those of the page', () => {
    for (const [name, value] of Object.entries(palette)) {
      // The page says once what is the same in the dark.
      const expected = page[name] ?? coloursOf(light)[name];
      expect([name, value]).toEqual([name, expected]);
    }
  });

  it('can be read on their grounds', () => {
    const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
      ['ink', 'ground'],
      ['ink', 'card'],
      ['inkSoft', 'ground'],
      ['inkSoft', 'card'],
      ['signInk', 'sign'],
      ['open', 'openGround'],
      ['almost', 'almostGround'],
      ['almost', 'card'],
      ['full', 'fullGround'],
      ['quiet', 'quietGround'],
    ];
    for (const [words, ground] of pairs)
      expect([words, ground, contrast(palette[words], palette[ground]) >= 4.5]).toEqual([words, ground, true]);
  });
});
