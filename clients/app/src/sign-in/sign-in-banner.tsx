import { language } from '@live-parking/client/driver';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { useWords } from '../language/language';
import { Banner } from '../parts/banner';
import { Button } from '../parts/button';
import { useSignIn, useSignInShown } from './sign-in-context';
import { signInWords } from './sign-in-words';

/** Says that a sign-in has ended by itself, wherever the user is, and what comes of a new one; nothing while there is nothing to say. */
export function SignInBanner() {
  const t = useWords();
  const signIn = useSignIn();
  const { problem } = useSignInShown();
  const [isBegunHere, setBegunHere] = useState(false);
  if (signIn === undefined || problem === undefined) return null;
  // What the user did in the settings is said there.
  if (!isBegunHere && problem.problem !== 'ended' && problem.problem !== 'refused') return null;
  const begin = () => {
    setBegunHere(true);
    void signIn.begin(language());
  };
  return (
    <Banner tone="almost" icon="person" words={signInWords(t, problem)} testID="sign-in-ended">
      <View style={styles.buttons}>
        <Button isMain words={t('signIn.begin')} onPress={begin} />
        <Button words={t('signIn.close')} onPress={() => signIn.dismiss()} />
      </View>
    </Banner>
  );
}

const styles = StyleSheet.create({ buttons: { flexDirection: 'row', flexWrap: 'wrap', gap: 10 } });
