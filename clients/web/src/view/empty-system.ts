import { t } from '../language/language.ts';
import { el } from './dom.ts';

/** The message of a new system: how to add the first location. */
export function emptySystem(origin: string): HTMLElement {
  const command = [
    'TOKEN=$(./run token --role admin)',
    `curl -X PUT ${origin}/api/v1/locations/my-garage \\`,
    '  -H "Authorization: Bearer $TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"name": "My garage"}'`,
    `curl -X PUT ${origin}/api/v1/locations/my-garage/levels/level-1 \\`,
    '  -H "Authorization: Bearer $TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"name": "Level 1", "counting": "gates", "capacity": {"standard": 120}}'`,
  ].join('\n');
  return el(
    'section',
    { class: 'card note' },
    el('h1', { class: 'note-title' }, t('empty.title')),
    el('p', {}, t('empty.how')),
    el('pre', { class: 'note-code', tabindex: '0', 'aria-label': t('empty.commands') }, el('code', {}, command)),
    el('p', {}, el('a', { href: '/docs' }, t('empty.docs'))),
  );
}
