import type { LocationNotice } from '../../wire.ts';

/** The addresses that a notice links to. */
export interface NoticeLinks {
  /** `mailto:` or `tel:`; undefined when the contact is neither an email address nor a phone number. */
  readonly contact: string | undefined;
  /** A page; undefined without one. */
  readonly page: string | undefined;
}

const emailAddress = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(?:\.[a-z\d-]+)+$/i;
const phoneNumber = /^\+?[\d\s()./-]+$/;
const webAddress = /^https?:\/\/\S+$/i;

/** Fewer digits than the shortest emergency number are no phone number. */
const fewestDigits = 3;

/** The links of a notice. Only web pages, email and phone calls: never a script or another app. */
export function noticeLinks({ contact = '', url = '' }: LocationNotice): NoticeLinks {
  return { contact: contactUrl(contact.trim()), page: webAddress.test(url) ? url : undefined };
}

function contactUrl(contact: string): string | undefined {
  if (emailAddress.test(contact)) {
    const at = contact.lastIndexOf('@');
    return `mailto:${encodeURIComponent(contact.slice(0, at))}${contact.slice(at)}`;
  }
  if (!phoneNumber.test(contact)) return undefined;
  // The "(0)" of +62 (0)21 is dialled only within the country.
  const number = contact.replace(/^(\+.*)\(0\)/, '$1').replace(/[^\d+]/g, '');
  return number.length < fewestDigits ? undefined : `tel:${number}`;
}
