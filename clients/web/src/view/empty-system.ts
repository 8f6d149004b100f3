import { el } from './dom.ts';

/** What a new system says: how to add the first location. */
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
    el('h1', { class: 'note-title' }, 'No location yet'),
    el('p', {}, 'This system is running and empty. Add a location and a level through the API, and they appear here at once:'),
    el('pre', { class: 'note-code', tabindex: '0', 'aria-label': 'Commands that add a location' }, el('code', {}, command)),
    el('p', {}, 'Everything the API can do is described in ', el('a', { href: '/docs' }, 'the API documentation'), '.'),
  );
}
