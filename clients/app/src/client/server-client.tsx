import type { LiveParkingClient } from '@live-parking/client';
import { LiveParkingProvider } from '@live-parking/client/react';
import { Redirect } from 'expo-router';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useSettings } from '../settings/settings-provider';
import { followDevice } from './follow-device';
import { makeClient } from './make-client';

const ClientContext = createContext<LiveParkingClient | undefined>(undefined);

/** The client of the chosen server, for all screens; another server gets another client. */
export function ServerClientProvider({ children }: { readonly children: ReactNode }) {
  const { server } = useSettings().settings;
  const client = useMemo(() => (server === undefined ? undefined : makeClient(server)), [server]);
  useEffect(() => {
    if (client === undefined) return undefined;
    const unfollow = followDevice(client);
    return () => {
      unfollow();
      void client.close();
    };
  }, [client]);
  return <ClientContext value={client}>{children}</ClientContext>;
}

/** Gives what is below it the client; without a server it leads to the welcome. */
export function Connected({ children }: { readonly children: ReactNode }) {
  const client = useContext(ClientContext);
  return client === undefined ? <Redirect href="/" /> : <LiveParkingProvider client={client}>{children}</LiveParkingProvider>;
}
