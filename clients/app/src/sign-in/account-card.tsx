import { language } from '@live-parking/client/driver';
import { useEffect } from 'react';
import { useWords } from '../language/language';
import { Banner } from '../parts/banner';
import { Button } from '../parts/button';
import { Card } from '../parts/card';
import { Heading, Words } from '../parts/words';
import { nameOf } from './signed-in';
import { useSignIn, useSignInShown } from './sign-in-context';
import { signInWords } from './sign-in-words';

/** A server that has not said where people sign in is asked again after this long, milliseconds. */
const askAgainAfter = 5000;

/** Who is signed in, and how to sign in or out; nothing where the server has no authority. */
export function AccountCard() {
  const t = useWords();
  const signIn = useSignIn();
  const { isOffered, busy, signedIn, problem } = useSignInShown();
  useEffect(() => {
    if (signIn === undefined) return undefined;
    void signIn.ask();
    const timer = setInterval(() => void signIn.ask(), askAgainAfter);
    return () => clearInterval(timer);
  }, [signIn]);
  if (signIn === undefined || (!isOffered && signedIn === undefined)) return null;
  const name = signedIn === undefined ? undefined : nameOf(signedIn);
  return (
    <Card testID="account">
      <Heading level={2}>{t('account.title')}</Heading>
      {problem === undefined ? (
        <Words kind="small" colour="inkSoft" testID="account-who">
          {signedIn === undefined ? t('account.visitor') : name === undefined ? t('account.signedIn') : t('account.signedInAs', { name })}
        </Words>
      ) : (
        <Banner tone="almost" icon="warn" words={signInWords(t, problem)} testID="account-problem" />
      )}
      {signedIn === undefined ? (
        <Button
          isMain
          icon="person"
          words={t(busy === undefined ? 'signIn.begin' : busy === 'in' ? 'signIn.beginning' : 'signIn.ending')}
          disabled={busy !== undefined}
          onPress={() => void signIn.begin(language())}
        />
      ) : (
        <Button words={t('signIn.end')} onPress={() => void signIn.end()} />
      )}
    </Card>
  );
}
