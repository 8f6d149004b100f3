import { StyleSheet, Text, type TextProps } from 'react-native';
import { useLook } from '../look/look';
import type { Palette } from '../look/palette';

const styles = StyleSheet.create({
  display: { fontSize: 60, lineHeight: 66, fontWeight: '700', fontVariant: ['tabular-nums'], letterSpacing: -1.5 },
  number: { fontSize: 40, lineHeight: 46, fontWeight: '700', fontVariant: ['tabular-nums'], letterSpacing: -0.8 },
  title: { fontSize: 26, lineHeight: 32, fontWeight: '700', letterSpacing: -0.3 },
  heading: { fontSize: 18, lineHeight: 24, fontWeight: '700' },
  body: { fontSize: 16, lineHeight: 23 },
  strong: { fontSize: 16, lineHeight: 23, fontWeight: '600' },
  small: { fontSize: 14, lineHeight: 20 },
});

export type WordsKind = keyof typeof styles;

/** Large kinds grow less with the phone's letter size: they would not fit. */
const mostGrowth: Partial<Record<WordsKind, number>> = { display: 1.4, number: 1.5, title: 1.6 };

interface WordsProps extends TextProps {
  readonly kind?: WordsKind;
  readonly colour?: keyof Palette;
}

/** A text. */
export function Words({ kind = 'body', colour = 'ink', style, ...rest }: WordsProps) {
  const { colours } = useLook();
  return <Text maxFontSizeMultiplier={mostGrowth[kind]} {...rest} style={[styles[kind], { color: colours[colour] }, style]} />;
}

/** A heading for assistive technology too. */
export function Heading({ level, kind, ...rest }: WordsProps & { readonly level: 1 | 2 | 3 }) {
  return <Words role="heading" aria-level={level} kind={kind ?? (level === 1 ? 'title' : 'heading')} {...rest} />;
}
