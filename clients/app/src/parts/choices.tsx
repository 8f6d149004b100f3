import { Pressable, StyleSheet, View } from 'react-native';
import { useLook } from '../look/look';
import { Words } from './words';

interface ChoicesProps<T extends string | undefined> {
  readonly label: string;
  readonly chosen: T;
  readonly choices: readonly { readonly value: T; readonly words: string; readonly language?: string }[];
  readonly choose: (value: T) => void;
}

/** One of a few. */
export function Choices<T extends string | undefined>({ label, chosen, choices, choose }: ChoicesProps<T>) {
  const { colours } = useLook();
  return (
    <View role="radiogroup" aria-label={label} style={styles.row}>
      {choices.map(({ value, words, language }) => {
        const isChosen = value === chosen;
        return (
          <Pressable
            key={words}
            role="radio"
            aria-checked={isChosen}
            accessibilityLanguage={language}
            onPress={() => choose(value)}
            style={({ pressed }) => [
              styles.choice,
              {
                backgroundColor: isChosen ? colours.sign : colours.card,
                borderColor: isChosen ? colours.sign : colours.line,
                opacity: pressed ? 0.7 : 1,
              },
            ]}
          >
            <Words kind="small" style={[styles.words, { color: isChosen ? colours.signInk : colours.ink }]}>
              {words}
            </Words>
          </Pressable>
        );
      })}
    </View>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', flexWrap: 'wrap', gap: 8 },
  choice: { minHeight: 44, paddingHorizontal: 16, borderRadius: 22, borderWidth: 1, justifyContent: 'center' },
  words: { fontWeight: '600' },
});
