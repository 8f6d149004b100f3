import { location } from '../../typescript/test/support/samples';
import { noticeOf } from '../src/cameras/notice';

const withNotice = (notice: unknown) => noticeOf({ ...location({}), notice } as never);

describe('the notice of a location', () => {
  it('is what its operator says', () => {
    expect(withNotice({ text: 'Watched by Pakuwon.', contact: 'privacy@pakuwon.example', url: 'https://pakuwon.example/privacy' })).toEqual(
      {
        text: 'Watched by Pakuwon.',
        contact: 'privacy@pakuwon.example',
        url: 'https://pakuwon.example/privacy',
      },
    );
  });

  it('leads to web pages only', () => {
    expect(withNotice({ text: 'Watched.', url: 'tel:112' })).toEqual({ text: 'Watched.' });
  });

  it('is none where a gateway has none', () => {
    for (const notice of [undefined, null, 'text', {}, { text: ' ' }, { text: 5 }]) expect(withNotice(notice)).toBeUndefined();
  });
});
