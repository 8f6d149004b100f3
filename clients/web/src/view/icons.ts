const namespace = 'http://www.w3.org/2000/svg';

/** Outlines on a field of 24 by 24; each is told from the others by its shape alone. */
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
