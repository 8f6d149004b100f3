import { describe, expect, it } from 'vitest';
import { noticeLinks } from '../../src/driver/index.ts';

const contactLink = (contact: string) => noticeLinks({ text: 'Filmed.', contact }).contact;
const pageLink = (url: string) => noticeLinks({ text: 'Filmed.', url }).page;

describe('the links of a notice', () => {
  it('are none where there is only a text', () => {
    expect(noticeLinks({ text: 'Filmed.' })).toEqual({ contact: undefined, page: undefined });
  });

  it('write to an email address', () => {
    expect(contactLink(' privacy@pakuwon.example ')).toBe('mailto:privacy@pakuwon.example');
    expect(contactLink('a+b?c&d@pakuwon.co.id')).toBe('mailto:a%2Bb%3Fc%26d@pakuwon.co.id');
  });

  it('call a phone number', () => {
    expect(contactLink('112')).toBe('tel:112');
    expect(contactLink('(031) 739-2888')).toBe('tel:0317392888');
    expect(contactLink('+62 (0)31 739 2888')).toBe('tel:+62317392888');
  });

  it('leave a name, and what only resembles an address, a text', () => {
    for (const contact of ['The porter', 'Room 12', '12', '-', 'a@b', 'a@b.example?bcc=c@d.example', 'a@b.example, c@d.example', 'javascript:alert(1)'])
      expect(contactLink(contact)).toBeUndefined();
  });

  it('lead to web pages only', () => {
    expect(pageLink('https://pakuwon.example/privacy')).toBe('https://pakuwon.example/privacy');
    expect(pageLink('HTTP://pakuwon.example')).toBe('HTTP://pakuwon.example');
    for (const url of ['javascript:alert(1)', 'tel:112', '//pakuwon.example', 'https://a b', ' https://pakuwon.example'])
      expect(pageLink(url)).toBeUndefined();
  });
});
