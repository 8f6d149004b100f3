// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { CameraNotice } from '../src/view/camera-notice.ts';

const shown = new CameraNotice();
const visible = (selector: string) => [...shown.element.querySelectorAll<HTMLElement>(selector)].filter(element => element.closest('[hidden]') === null);

describe('the notice beside the pictures', () => {
  it('is hidden where there is none', () => {
    shown.show(undefined);
    expect(shown.element.hidden).toBe(true);
  });

  it('is what the operator says, with links to what it names', () => {
    shown.show({ text: 'Filmed by <b>Pakuwon</b>.', contact: '+62 31 739 2888', url: 'https://pakuwon.example/privacy' });
    expect(shown.element.hidden).toBe(false);
    expect(shown.element.querySelector('.notice-text')?.textContent).toBe('Filmed by <b>Pakuwon</b>.');
    expect(shown.element.querySelector('.notice-contact')?.textContent).toBe('Contact: +62 31 739 2888');
    expect(visible('a[href]').map(link => link.getAttribute('href'))).toEqual(['tel:+62317392888', 'https://pakuwon.example/privacy']);
    expect(visible('.notice-more')[0]?.getAttribute('rel')).toBe('noopener noreferrer');
  });

  it('has no link to what is neither a page, an email address nor a phone number', () => {
    shown.show({ text: 'Filmed.', contact: 'The porter', url: 'javascript:alert(1)' });
    expect(shown.element.querySelector('.notice-contact')?.textContent).toBe('Contact: The porter');
    expect(shown.element.querySelectorAll('a[href]')).toHaveLength(0);
    expect(visible('.notice-more')).toHaveLength(0);
  });

  it('is only a text where the operator names nobody', () => {
    shown.show({ text: 'Filmed.' });
    expect(visible('.notice-contact')).toHaveLength(0);
    expect(visible('a')).toHaveLength(0);
  });
});
