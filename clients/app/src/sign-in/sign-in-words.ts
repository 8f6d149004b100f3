import type { useWords } from '../language/language';
import type { SignInProblem } from './sign-in-problem';

/** A problem as text to display. @param t Says sentences in the language that is spoken. */
export function signInWords(t: ReturnType<typeof useWords>, { problem, reason = '' }: SignInProblem): string {
  return problem === 'failed' ? t('signIn.failed', { reason }) : t(`signIn.${problem}`);
}
