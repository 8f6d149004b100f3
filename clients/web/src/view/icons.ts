import { iconShapes, type IconName } from '@live-parking/client/driver';

export type { IconName };

const namespace = 'http://www.w3.org/2000/svg';

/** A picture beside a word; the word says it all, so it is hidden from assistive technology. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const outline of iconShapes[name]) {
    const path = document.createElementNS(namespace, 'path');
    path.setAttribute('d', outline);
    path.setAttribute('fill-rule', 'evenodd');
    svg.append(path);
  }
  return svg;
}
