import type { IconName } from '@live-parking/client/driver';
import { Pressable, StyleSheet, View, type PressableProps } from 'react-native';
import { useLook } from '../look/look';
import { Icon } from './icon';
import { Words } from './words';

interface ButtonProps extends Omit<PressableProps, 'children' | 'style'> {
  readonly words: string;
  readonly icon?: IconName;
  /** The one that a screen is about is filled. */
  readonly isMain?: boolean;
  /** Leads out of the app or to another screen. */
  readonly isLink?: boolean;
}

/** A button with words. */
export function Button({ words, icon, isMain = false, isLink = false, disabled, ...rest }: ButtonProps) {
  const { colours } = useLook();
  const ink = isMain ? colours.signInk : colours.ink;
  return (
    <Pressable
      role={isLink ? 'link' : 'button'}
      disabled={disabled}
      {...rest}
      style={({ pressed }) => [
        styles.button,
        {
          backgroundColor: isMain ? colours.sign : colours.card,
          borderColor: isMain ? colours.sign : colours.line,
          opacity: pressed || disabled === true ? 0.65 : 1,
        },
      ]}
    >
      {icon !== undefined && <Icon name={icon} size={18} colour={ink} />}
      <Words kind="strong" style={{ color: ink }}>
        {words}
      </Words>
    </Pressable>
  );
}

interface IconButtonProps extends Omit<PressableProps, 'children' | 'style'> {
  readonly icon: IconName;
  readonly label: string;
  readonly colour?: string;
}

/** A button with an icon only; its label is for assistive technology. */
export function IconButton({ icon, label, colour, ...rest }: IconButtonProps) {
  const { colours } = useLook();
  return (
    <Pressable role="button" aria-label={label} {...rest} style={({ pressed }) => [styles.icon, { opacity: pressed ? 0.6 : 1 }]}>
      <View aria-hidden>
        <Icon name={icon} size={24} colour={colour ?? colours.ink} />
      </View>
    </Pressable>
  );
}

const styles = StyleSheet.create({
  button: {
    minHeight: 48,
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: 9,
    paddingHorizontal: 18,
    paddingVertical: 10,
    borderRadius: 12,
    borderWidth: 1,
  },
  icon: { width: 48, height: 48, alignItems: 'center', justifyContent: 'center' },
});
