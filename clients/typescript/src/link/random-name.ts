import type { Environment } from '../environment/environment.ts';

/** A unique name; it is not a secret. */
export function randomName({ random }: Pick<Environment, 'random'>): string {
  let name = '';
  while (name.length < 24) name += Math.floor(random() * 36).toString(36);
  return name;
}
