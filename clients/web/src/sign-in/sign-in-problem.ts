import { t } from '../language/language.ts';

/** Why nobody is signed in, or is not signed out everywhere. */
export interface SignInProblem {
  readonly problem:
    /** The user did not sign in. */
    | 'cancelled'
    /** The response does not belong to a sign-in of this tab. */
    | 'wrongState'
    /** The authority does not answer. */
    | 'unreachable'
    /** The authority or its response says no; with a reason. */
    | 'failed'
    /** The authority does not renew the sign-in. */
    | 'ended'
    /** The gateway does not accept the tokens of the authority. */
    | 'refused'
    /** Browsers have no cryptography for pages over plain HTTP. */
    | 'insecure'
    /** The authority could not be told that the user signs out. */
    | 'leftHere';
  readonly reason?: string;
}

/** A problem as text to display. */
export function signInWords({ problem, reason = '' }: SignInProblem): string {
  return problem === 'failed' ? t('signIn.failed', { reason }) : t(`signIn.${problem}`);
}
