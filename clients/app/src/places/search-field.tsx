import { StyleSheet, TextInput, View } from 'react-native';
import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { IconButton } from '../parts/button';
import { Icon } from '../parts/icon';

/** Where a name or address is searched for. */
export function SearchField({ text, change }: { readonly text: string; readonly change: (text: string) => void }) {
  const t = useWords();
  const { colours } = useLook();
  return (
    <View style={[styles.field, { backgroundColor: colours.card, borderColor: colours.quietBar }]}>
      <Icon name="search" size={20} colour={colours.inkSoft} />
      <TextInput
        role="searchbox"
        aria-label={t('list.searchLabel')}
        value={text}
        onChangeText={change}
        placeholder={t('list.search')}
        placeholderTextColor={colours.inkSoft}
        autoCorrect={false}
        autoCapitalize="none"
        returnKeyType="search"
        style={[styles.input, { color: colours.ink }]}
      />
      {text !== '' && <IconButton icon="close" label={t('find.clear')} onPress={() => change('')} />}
    </View>
  );
}

const styles = StyleSheet.create({
  field: { flex: 1, minHeight: 50, flexDirection: 'row', alignItems: 'center', gap: 8, paddingLeft: 14, borderWidth: 1, borderRadius: 14 },
  input: { flex: 1, minWidth: 0, minHeight: 48, fontSize: 16 },
});
