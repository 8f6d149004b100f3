import { el, setText } from '../view/dom.ts';
import { keepShell } from './offline-shell.ts';

/** The foot of the page: why it can't be installed here; empty where it can. */
export function pageFoot(): HTMLElement {
  const reason = el('p');
  const foot = el('footer', { class: 'foot', hidden: '' }, reason);
  // The development server has no worker.
  if (import.meta.env.PROD) void showReason(foot, reason);
  return foot;
}

async function showReason(foot: HTMLElement, place: HTMLElement): Promise<void> {
  const reason = await keepShell();
  foot.hidden = reason === undefined;
  setText(place, reason ?? '');
}
