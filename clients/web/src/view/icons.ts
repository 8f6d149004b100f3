const namespace = 'http://www.w3.org/2000/svg';

/** Outlines on a field of 24 by 24; each is recognisable by its shape alone. */
const shapes = {
  open: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.6 14.4-4-4 1.7-1.7 2.3 2.3 5.5-5.5 1.7 1.7-7.2 7.2Z'],
  almostFull: ['M12 2.2 1.2 21.4h21.6L12 2.2Zm-1.2 7h2.4v6h-2.4v-6Zm0 7.6h2.4v2.4h-2.4v-2.4Z'],
  full: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20ZM6 10.3h12v3.4H6v-3.4Z'],
  closed: ['M12 2a5 5 0 0 0-5 5v3H5v12h14V10h-2V7a5 5 0 0 0-5-5Zm-2.6 8V7a2.6 2.6 0 0 1 5.2 0v3H9.4Z'],
  unknown: [
    'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.3 16.2v-2.5h2.6v2.5h-2.6Zm3.9-7.4-.9.9c-.7.7-1 1.2-1 2.4h-2.2v-.6c0-1.1.3-1.8 1-2.5l1.2-1.3a1.6 1.6 0 1 0-2.8-1.1H7.7a3.9 3.9 0 1 1 6.9 2.2Z',
  ],
  best: ['m12 1.8 3.1 6.6 7.1.9-5.2 5 1.3 7.1-6.3-3.5-6.3 3.5L7 14.3l-5.2-5 7.1-.9L12 1.8Z'],
  live: ['M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z'],
  wait: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.2 13.9L11 12.8V6h2v5.7l4.2 2.5-1 1.7Z'],
  warn: ['M12 2.2 1.2 21.4h21.6L12 2.2Zm-1.2 7h2.4v6h-2.4v-6Zm0 7.6h2.4v2.4h-2.4v-2.4Z'],
  off: ['m3.4 2 18.6 18.6-1.4 1.4-3.7-3.7H2V5.7h2.3L2 3.4 3.4 2ZM8.9 5.7h8.1v4l5-3.5v11.6l-1.6-1.1L8.9 5.7Z'],
  locked: ['M12 2a5 5 0 0 0-5 5v3H5v12h14V10h-2V7a5 5 0 0 0-5-5Zm-2.6 8V7a2.6 2.6 0 0 1 5.2 0v3H9.4Z'],
  enlarge: ['M4 4h7v2.2H7.8l3.6 3.6-1.6 1.6-3.6-3.6V11H4V4Zm16 16h-7v-2.2h3.2l-3.6-3.6 1.6-1.6 3.6 3.6V13H20v7Z'],
  close: ['M5.6 4 12 10.4 18.4 4 20 5.6 13.6 12l6.4 6.4-1.6 1.6-6.4-6.4L5.6 20 4 18.4l6.4-6.4L4 5.6 5.6 4Z'],
  back: ['M15.4 4 17 5.6 10.6 12l6.4 6.4-1.6 1.6-8-8 8-8Z'],
  filling: ['M5 17.4 15.2 7.2H8V5h11v11h-2.2V8.8L6.6 19 5 17.4Z'],
  emptying: ['M6.6 5 16.8 15.2V8H19v11H8v-2.2h7.2L5 6.6 6.6 5Z'],
  play: ['M7 3.5v17l14-8.5L7 3.5Z'],
  stop: ['M6 4h4.5v16H6V4Zm7.5 0H18v16h-4.5V4Z'],
  saver: ['M12 2 4 13h6l-2 9 10-13h-6.5L13.5 2H12Z'],
  search: ['M10.5 3a7.5 7.5 0 1 0 4.6 13.4l4.7 4.7 1.6-1.6-4.7-4.7A7.5 7.5 0 0 0 10.5 3Zm0 2.3a5.2 5.2 0 1 1 0 10.4 5.2 5.2 0 0 1 0-10.4Z'],
  near: ['M12 2 4 21l8-3.6L20 21 12 2Zm0 5.9 3.9 9.3-3.9-1.8-3.9 1.8L12 7.9Z'],
  star: ['m12 1.8 3.1 6.6 7.1.9-5.2 5 1.3 7.1-6.3-3.5-6.3 3.5L7 14.3l-5.2-5 7.1-.9L12 1.8Zm0 5.3-1.6 3.4-3.6.5 2.6 2.5-.7 3.7 3.3-1.8 3.3 1.8-.7-3.7 2.6-2.5-3.6-.5L12 7.1Z'],
  starred: ['m12 1.8 3.1 6.6 7.1.9-5.2 5 1.3 7.1-6.3-3.5-6.3 3.5L7 14.3l-5.2-5 7.1-.9L12 1.8Z'],
  share: ['M17.5 2a3.5 3.5 0 0 0-3.4 4.3L8.6 9.5a3.5 3.5 0 1 0 0 5l5.5 3.2a3.5 3.5 0 1 0 1.1-2l-5.4-3.1a3.6 3.6 0 0 0 0-1.2l5.4-3.1A3.5 3.5 0 1 0 17.5 2Z'],
  directions: ['M12 1.3 1.3 12 12 22.7 22.7 12 12 1.3Zm0 3.2 7.5 7.5-7.5 7.5L4.5 12 12 4.5Zm1 3.7v2.3H8.4v4.8h2.2v-2.6H13v2.4l3.7-3.5L13 8.2Z'],
  place: ['M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.8 7-13a7 7 0 0 0-7-7Zm0 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z'],
  clock: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2.3a7.7 7.7 0 1 1 0 15.4 7.7 7.7 0 0 1 0-15.4ZM10.9 6.5v6.1l4.6 2.7 1.1-1.9-3.5-2V6.5h-2.2Z'],
  height: ['M4 2h16v2.3H4V2Zm0 17.7h16V22H4v-2.3Zm8-14 4 4.6h-2.8v3.4H16l-4 4.6-4-4.6h2.8v-3.4H8l4-4.6Z'],
  globe: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm6.9 6h-2.9a15 15 0 0 0-1.4-3.3A7.8 7.8 0 0 1 18.9 8ZM12 4.3c.8 1.1 1.4 2.3 1.8 3.7h-3.6c.4-1.4 1-2.6 1.8-3.7ZM4.5 14a7.8 7.8 0 0 1 0-4h3.4a16.6 16.6 0 0 0 0 4H4.5Zm.6 2H8c.3 1.2.8 2.3 1.4 3.3A7.8 7.8 0 0 1 5.1 16ZM8 8H5.1a7.8 7.8 0 0 1 4.3-3.3C8.8 5.7 8.3 6.8 8 8Zm4 11.7c-.8-1.1-1.4-2.3-1.8-3.7h3.6c-.4 1.4-1 2.6-1.8 3.7Zm2.3-5.7H9.7a14.7 14.7 0 0 1 0-4h4.6a14.7 14.7 0 0 1 0 4Zm.3 5.3c.6-1 1.1-2.1 1.4-3.3h2.9a7.8 7.8 0 0 1-4.3 3.3ZM16.1 14a16.6 16.6 0 0 0 0-4h3.4a7.8 7.8 0 0 1 0 4h-3.4Z'],
  person: ['M12 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM3.5 21a8.5 7 0 0 1 17 0h-17Z'],
} as const;

export type IconName = keyof typeof shapes;

/** A picture beside a word; the word says it all, so it is hidden from assistive technology. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const outline of shapes[name]) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', outline);
    path.setAttribute('fill-rule', 'evenodd');
    svg.append(path);
  }
  return svg;
}
