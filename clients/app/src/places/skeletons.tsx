import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { Card } from '../parts/card';

/** The shape of what is coming, while it is waited for. */
export function Skeletons({ isWaiting }: { readonly isWaiting: boolean }) {
  const t = useWords();
  const { colours } = useLook();
  if (!isWaiting) return null;
  return (
    <View role="progressbar" aria-label={t('app.loading')} style={styles.list}>
      {[0, 1, 2].map(each => (
        <Card key={each}>
          <View style={[styles.title, { backgroundColor: colours.track }]} />
          <View style={[styles.number, { backgroundColor: colours.track }]} />
          <View style={[styles.bar, { backgroundColor: colours.track }]} />
        </Card>
      ))}
    </View>
  );
}

const styles = StyleSheet.create({
  list: { gap: 12 },
  title: { height: 20, width: '55%', borderRadius: 6 },
  number: { height: 40, width: '30%', borderRadius: 8 },
  bar: { height: 8, borderRadius: 4 },
});
