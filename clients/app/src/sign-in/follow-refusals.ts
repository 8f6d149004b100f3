import type { LiveParkingClient } from '@live-parking/client';
import type { SignIn } from './sign-in';

/**
 * Tells a sign-in when the gateway refuses its token, until the returned function is called. Whoever looks at the connection keeps it up, so it is
 * looked at only while somebody is signed in.
 */
export function followRefusals({ connection }: LiveParkingClient, signIn: SignIn): () => void {
  let end: (() => void) | undefined;
  const look = () => {
    if (connection.getSnapshot().state === 'refused') void signIn.refused();
  };
  const follow = () => {
    if (signIn.getShown().signedIn === undefined) {
      end?.();
      end = undefined;
    } else end ??= connection.subscribe(look);
  };
  const unfollow = signIn.subscribe(follow);
  follow();
  return () => {
    unfollow();
    end?.();
  };
}
