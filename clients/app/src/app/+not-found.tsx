import { useRouter } from 'expo-router';
import { useWords } from '../language/language';
import { Button } from '../parts/button';
import { Screen } from '../parts/screen';

/** An address that leads nowhere. */
export default function NotFound() {
  const t = useWords();
  const router = useRouter();
  return (
    <Screen title={t('app.lost')}>
      <Button isMain isLink words={t('app.toList')} onPress={() => router.replace('/')} />
    </Screen>
  );
}
