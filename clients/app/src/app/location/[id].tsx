import { useLocalSearchParams } from 'expo-router';
import { Connected } from '../../client/server-client';
import { LocationScreen } from '../../places/location-screen';

/** One location. */
export default function Location() {
  const { id } = useLocalSearchParams<{ id: string }>();
  return (
    <Connected key={id}>
      <LocationScreen id={id} />
    </Connected>
  );
}
