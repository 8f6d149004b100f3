import { createContext, useContext, useSyncExternalStore } from 'react';
import { nobody, type SignInShown } from './sign-in-shown';
import type { SignIn } from './sign-in';

/** The sign-in at the chosen server. */
export const SignInContext = createContext<SignIn | undefined>(undefined);

/** The sign-in at the chosen server; undefined without a server. */
export function useSignIn(): SignIn | undefined {
  return useContext(SignInContext);
}

/** Who is signed in at the chosen server, and what went wrong. */
export function useSignInShown(): SignInShown {
  const signIn = useSignIn();
  return useSyncExternalStore(signIn?.subscribe ?? never, signIn?.getShown ?? getNobody);
}

const never = () => () => {};
const getNobody = () => nobody;
