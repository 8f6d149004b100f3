import type { LiveParkingClient } from '@live-parking/client';
import { LiveParkingProvider } from '@live-parking/client/react';
import { Redirect } from 'expo-router';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useSettings } from '../settings/settings-provider';
import { followRefusals } from '../sign-in/follow-refusals';
import { SignIn } from '../sign-in/sign-in';
import { SignInContext } from '../sign-in/sign-in-context';
import { followDevice } from './follow-device';
import { makeClient } from './make-client';

const ClientContext = createContext<LiveParkingClient | undefined>(undefined);

/** The client of the chosen server and the sign-in there, for all screens; another server gets others. */
export function ServerClientProvider({ children }: { readonly children: ReactNode }) {
  const { server } = useSettings().settings;
  const chosen = useMemo(() => (server === undefined ? undefined : connect(server)), [server]);
  useEffect(() => {
    if (chosen === undefined) return undefined;
    const { client, signIn } = chosen;
    const ends = [followDevice(client), followRefusals(client, signIn)];
    return () => {
      ends.forEach(end => end());
      signIn.close();
      void client.close();
    };
  }, [chosen]);
  return (
    <ClientContext value={chosen?.client}>
      <SignInContext value={chosen?.signIn}>{children}</SignInContext>
    </ClientContext>
  );
}

/** Gives what is below it the client; without a server it leads to the welcome. */
export function Connected({ children }: { readonly children: ReactNode }) {
  const client = useContext(ClientContext);
  return client === undefined ? <Redirect href="/" /> : <LiveParkingProvider client={client}>{children}</LiveParkingProvider>;
}

/** A client with the token of whoever is signed in. */
function connect(server: string): { readonly client: LiveParkingClient; readonly signIn: SignIn } {
  const signIn: SignIn = new SignIn(server, {
    renewToken: () => client.renewToken(),
    now: () => client.clock.at(Date.now()),
  });
  const client: LiveParkingClient = makeClient(server, () => signIn.token());
  return { client, signIn };
}
