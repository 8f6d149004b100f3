import { StyleSheet, View, type ViewProps } from 'react-native';
import { useLook } from '../look/look';

/** What belongs together. */
export function Card({ style, ...rest }: ViewProps) {
  const { colours } = useLook();
  return <View {...rest} style={[styles.card, { backgroundColor: colours.card, borderColor: colours.line }, style]} />;
}

const styles = StyleSheet.create({
  card: { borderRadius: 16, borderWidth: StyleSheet.hairlineWidth, padding: 16, gap: 10 },
});
