import type { SignedIn } from './signed-in';
import type { SignInProblem } from './sign-in-problem';

/** How a sign-in looks. */
export interface SignInShown {
  /** Whether the server has an authority at which people can sign in. */
  readonly isOffered: boolean;
  /** Signing in or out takes a moment. */
  readonly busy: 'in' | 'out' | undefined;
  readonly signedIn: SignedIn | undefined;
  readonly problem: SignInProblem | undefined;
  /** Another number each time when the client has the token of somebody else, or none any more: what it was refused before is to be asked again. */
  readonly round: number;
}

/** Where there is nothing to sign in at. */
export const nobody: SignInShown = { isOffered: false, busy: undefined, signedIn: undefined, problem: undefined, round: 0 };
