/** Why nobody is signed in, or is not signed out everywhere. */
export interface SignInProblem {
  readonly problem:
    /** The user did not sign in. */
    | 'cancelled'
    /** The response does not belong to a sign-in of this app. */
    | 'wrongState'
    /** The authority does not answer. */
    | 'unreachable'
    /** The authority or its response says no; with a reason. */
    | 'failed'
    /** The authority does not renew the sign-in. */
    | 'ended'
    /** The gateway does not accept the tokens of the authority. */
    | 'refused'
    /** The authority is on the internet without encryption, or the app on a page without it. */
    | 'insecure'
    /** The authority could not be told that the user signs out. */
    | 'leftHere';
  readonly reason?: string;
}
