import { Stack, useRouter } from 'expo-router';
import type { ReactNode } from 'react';
import { ScrollView, StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { IconButton } from './button';
import { Heading } from './words';

/** Lines that are longer than this are hard to read, points. */
export const widest = 640;

interface ScreenProps {
  readonly title: string;
  readonly hasBack?: boolean;
  /** What stands at the end of the bar. */
  readonly actions?: ReactNode;
  /** The content brings its own scrolling. */
  readonly isList?: boolean;
  readonly children: ReactNode;
}

/** A screen with a bar and its content. */
export function Screen({ title, hasBack = false, actions, isList = false, children }: ScreenProps) {
  const t = useWords();
  const { colours } = useLook();
  const router = useRouter();
  const insets = useSafeAreaInsets();
  const sides = { paddingLeft: Math.max(16, insets.left), paddingRight: Math.max(16, insets.right) };
  const goBack = () => (router.canGoBack() ? router.back() : router.replace('/'));
  return (
    <View style={[styles.screen, { backgroundColor: colours.ground }]}>
      <Stack.Screen options={{ title: title === t('app.name') ? title : `${title} · ${t('app.name')}` }} />
      <View role="banner" style={[styles.bar, { paddingTop: insets.top + 6 }, hasBack ? styles.tight : sides]}>
        <View style={styles.barLine}>
          {hasBack && <IconButton icon="back" label={t('app.back')} onPress={goBack} />}
          <Heading level={1} style={styles.title} numberOfLines={2}>
            {title}
          </Heading>
          {actions}
        </View>
      </View>
      {isList ? (
        <View role="main" style={styles.fill}>
          {children}
        </View>
      ) : (
        <ScrollView
          role="main"
          style={styles.fill}
          contentContainerStyle={[styles.content, sides, { paddingBottom: insets.bottom + 32 }]}
          keyboardShouldPersistTaps="handled"
        >
          {children}
        </ScrollView>
      )}
    </View>
  );
}

const styles = StyleSheet.create({
  screen: { flex: 1 },
  fill: { flex: 1 },
  bar: { paddingBottom: 6 },
  tight: { paddingLeft: 4, paddingRight: 4 },
  barLine: { flexDirection: 'row', alignItems: 'center', minHeight: 48, width: '100%', maxWidth: widest, alignSelf: 'center' },
  title: { flex: 1 },
  content: { gap: 16, paddingTop: 6, width: '100%', maxWidth: widest, alignSelf: 'center' },
});
