import { ProblemError } from '@live-parking/client';
import { t } from '../language/language.ts';

/** The text of a failure: the gateway's message if there is one. */
export function errorWords(error: unknown): string {
  if (error instanceof ProblemError && error.status === 0) return t('problem.noAnswer');
  if (error instanceof ProblemError && error.status === 429) return t('problem.tooMany');
  return error instanceof Error ? error.message : String(error);
}
