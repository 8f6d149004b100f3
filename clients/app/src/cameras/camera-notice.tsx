import type { LocationNotice } from '@live-parking/client';
import { noticeLinks } from '@live-parking/client/driver';
import { Linking, StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Button } from '../parts/button';
import { Words } from '../parts/words';

/** The notice beside the pictures: the operator's, or what holds everywhere. */
export function CameraNotice({ notice }: { readonly notice: LocationNotice | undefined }) {
  const t = useWords();
  const { text, contact } = notice ?? { text: t('footage.notice') };
  const links = notice === undefined ? undefined : noticeLinks(notice);
  return (
    <View style={styles.part}>
      <Words kind="small" colour="inkSoft" testID="notice">
        {text}
      </Words>
      {contact !== undefined && (
        <Words kind="small" colour="inkSoft" testID="notice-contact">
          {t('notice.contact')} <LinkedWords words={contact} url={links?.contact} />
        </Words>
      )}
      {links?.page !== undefined && <Button isLink words={t('notice.more')} onPress={() => open(links.page)} />}
    </View>
  );
}

function LinkedWords({ words, url }: { readonly words: string; readonly url: string | undefined }) {
  if (url === undefined) return words;
  return (
    <Words kind="small" role="link" style={styles.link} onPress={() => open(url)}>
      {words}
    </Words>
  );
}

/** A device without an app for it, such as a tablet without a phone, opens nothing; the contact can be read all the same. */
function open(url: string | undefined): void {
  if (url !== undefined) Linking.openURL(url).catch(() => {});
}

const styles = StyleSheet.create({ part: { gap: 8 }, link: { textDecorationLine: 'underline' } });
