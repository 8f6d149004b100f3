import { describe, expect, it } from 'vitest';
import { catalogueFaults } from '../../typescript/test/support/catalogue-faults.ts';
import { catalogues } from '../src/language/language.ts';

describe('the catalogues of the page', () => {
  it('say the same under the same keys', () => {
    expect(catalogueFaults(catalogues)).toEqual([]);
  });
});
