import { catalogueFaults } from '../../typescript/test/support/catalogue-faults';
import { catalogues } from '../src/language/language';

describe('the catalogues of the app', () => {
  it('say the same under the same keys', () => {
    expect(catalogueFaults(catalogues)).toEqual([]);
  });
});
