import { describe, expect, it } from 'vitest';
import { takeToken } from '../src/session/token-fragment.ts';

describe('takeToken', () => {
  it.each([
    ['#token=abc.def.ghi', 'abc.def.ghi', ''],
    ['#/pakuwon-basement?token=abc', 'abc', '#/pakuwon-basement'],
    ['#token=abc&/deck', 'abc', '#/deck'],
    ['#/deck?token=abc&x=1', 'abc', '#/deck?x=1'],
    ['#/deck?x=1&token=abc', 'abc', '#/deck?x=1'],
    ['#token=a%2Bb', 'a+b', ''],
    ['#token=a%', 'a%', ''],
  ])('takes the token out of %s', (fragment, expected, rest) => {
    expect(takeToken(fragment)).toEqual({ token: expected, rest });
  });

  it('leaves other fragments as they are', () => {
    expect(takeToken('#/token')).toEqual({ rest: '#/token' });
    expect(takeToken('')).toEqual({ rest: '' });
    expect(takeToken('#token=')).toEqual({ rest: '' });
  });
});
