import type { LocationNotice } from '@live-parking/client';
import { noticeLinks } from '@live-parking/client/driver';
import { t } from '../language/language.ts';
import { el, setAttribute, setText } from './dom.ts';

/** The operator's notice beside pictures: who films, whom to ask and where to read more. Without a notice it is hidden. */
export class CameraNotice {
  readonly #text = el('span', { class: 'notice-text' });
  readonly #contactText = el('span');
  readonly #contactLink = el('a');
  readonly #contact = el('span', { class: 'notice-contact' }, `${t('notice.contact')} `, this.#contactText, this.#contactLink);
  readonly #more = el('a', { class: 'notice-more', target: '_blank', rel: 'noopener noreferrer' }, t('notice.more'));
  readonly element = el('p', { class: 'camera-notice', role: 'note', 'aria-label': t('notice.label'), hidden: '' }, this.#text, this.#contact, this.#more);

  show(notice: LocationNotice | undefined): void {
    this.element.hidden = notice === undefined;
    if (notice === undefined) return;
    const { text, contact = '' } = notice;
    const links = noticeLinks(notice);
    setText(this.#text, text);
    this.#contact.hidden = contact === '';
    setText(this.#contactText, links.contact === undefined ? contact : '');
    setText(this.#contactLink, links.contact === undefined ? '' : contact);
    setAttribute(this.#contactLink, 'href', links.contact);
    this.#more.hidden = links.page === undefined;
    setAttribute(this.#more, 'href', links.page);
  }
}
