import { useWords } from '../language/language';
import { useLook } from '../look/look';
import { useFavourites } from '../settings/settings-provider';
import { IconButton } from './button';

/** Keeps a location among the favourites, or no longer. */
export function StarButton({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useWords();
  const { colours } = useLook();
  const { ids, toggle } = useFavourites();
  const isStarred = ids.has(id);
  return (
    <IconButton
      icon={isStarred ? 'starred' : 'star'}
      label={`${name}: ${t(isStarred ? 'place.starred' : 'place.star')}`}
      aria-pressed={isStarred}
      colour={isStarred ? colours.star : colours.inkSoft}
      onPress={() => toggle(id)}
      testID={`star-${id}`}
    />
  );
}
