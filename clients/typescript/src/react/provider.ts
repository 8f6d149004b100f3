import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react';
import type { LiveParkingClient } from '../live-parking-client.ts';

const ClientContext = createContext<LiveParkingClient | undefined>(undefined);

/** Gives the components below it their client. */
export function LiveParkingProvider(props: { readonly client: LiveParkingClient; readonly children?: ReactNode }): ReactElement {
  return createElement(ClientContext.Provider, { value: props.client }, props.children);
}

/** The client of the provider above. */
export function useLiveParking(): LiveParkingClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('Put <LiveParkingProvider client={client}> around what uses Live Parking.');
  return client;
}
