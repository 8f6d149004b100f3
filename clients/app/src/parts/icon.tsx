import { iconShapes, type IconName } from '@live-parking/client/driver';
import Svg, { Path } from 'react-native-svg';

/** A picture beside a word; the word says it all, so it is hidden from assistive technology. */
export function Icon({ name, size = 20, colour }: { readonly name: IconName; readonly size?: number; readonly colour: string }) {
  return (
    <Svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
      accessibilityElementsHidden
      importantForAccessibility="no-hide-descendants"
    >
      {iconShapes[name].map(shape => (
        <Path key={shape} d={shape} fill={colour} fillRule="evenodd" />
      ))}
    </Svg>
  );
}
