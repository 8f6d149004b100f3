import type { OccupancyStatus, Spots } from '@live-parking/client';
import { takenShare } from '@live-parking/client/driver';
import { StyleSheet, View } from 'react-native';
import { useLook } from '../look/look';

/** How much is taken, as a bar. The numbers are beside it, so it is hidden from assistive technology. */
export function OccupancyBar({ status, spots }: { readonly status: OccupancyStatus; readonly spots: Spots }) {
  const { colours } = useLook();
  const fill = {
    open: colours.openBar,
    almostFull: colours.almostBar,
    full: colours.fullBar,
    closed: colours.quietBar,
    unknown: colours.quietBar,
  }[status];
  return (
    <View aria-hidden style={[styles.bar, { backgroundColor: colours.track }]}>
      <View style={[styles.fill, { backgroundColor: fill, width: `${takenShare(status, spots) * 100}%` }]} />
    </View>
  );
}

const styles = StyleSheet.create({
  bar: { height: 8, borderRadius: 4, overflow: 'hidden' },
  fill: { height: '100%', borderRadius: 4 },
});
