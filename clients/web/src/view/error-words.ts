import { ProblemError } from '@live-parking/client';
import { t } from '../language/language.ts';

/** What to say of a failure: in the gateway's words where it gave some. */
export function errorWords(error: unknown): string {
  if (error instanceof ProblemError && error.status === 0) return t('problem.noAnswer');
  if (error instanceof ProblemError && error.status === 429) return t('problem.tooMany');
  return error instanceof Error ? error.message : String(error);
}
