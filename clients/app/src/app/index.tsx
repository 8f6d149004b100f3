import { Connected } from '../client/server-client';
import { FindScreen } from '../places/find-screen';
import { Welcome } from '../places/welcome';
import { useSettings } from '../settings/settings-provider';

/** The first screen: where to park, or, without a server, how to get one. */
export default function Index() {
  const { server } = useSettings().settings;
  if (server === undefined) return <Welcome />;
  return (
    <Connected key={server}>
      <FindScreen />
    </Connected>
  );
}
