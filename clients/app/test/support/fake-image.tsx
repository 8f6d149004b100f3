import type { ComponentProps } from 'react';
import { View } from 'react-native';

/** An image view: tests look at what it is given, and say when it has shown that. */
export const Image = (props: ComponentProps<typeof View>) => <View testID="image" {...props} />;
